package io.evalstream.cli;

import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.trace.Trace;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many labels there are, and how many of them fail.
record Share(long judged, long failing) {

  static final Share NONE = new Share(0, 0);

  Share plus(Share other) {
    return new Share(judged + other.judged, failing + other.failing);
  }

  double rate() {
    return (double) failing / judged;
  }

  static Share one(boolean failing) {
    return new Share(1, failing ? 1 : 0);
  }

  /// `app/evaluator/model`, as the keys of the maps below have it.
  static String series(String app, String evaluator, String model) {
    return String.join("/", app, evaluator, model);
  }

  /// By app, evaluator and model.
  static Map<String, Share> of(Collection<Evaluation> evaluations) {
    Map<String, Share> shares = new TreeMap<>();
    for (Evaluation evaluation : evaluations) {
      if (evaluation.getFailing() != null) {
        shares.merge(
            series(evaluation.getApp(), evaluation.getEvaluator(), evaluation.getModel()),
            one(evaluation.getFailing()),
            Share::plus);
      }
    }
    return shares;
  }

  /// The same from the newest records of all windows of one length; the diagnosis is left out.
  ///
  /// @param rates in the order of each partition
  static Map<String, Share> ofWindows(List<EvalRate> rates, long windowMillis) {
    Map<List<Object>, EvalRate> newest = new HashMap<>();
    for (EvalRate rate : rates) {
      if (rate.getWindowMs() == windowMillis
          && rate.getDimension().equals("model")
          && !rate.getEvaluator().equals(Trace.DIAGNOSIS)) {
        newest.put(
            List.of(rate.getApp(), rate.getEvaluator(), rate.getValue(), rate.getWindowStart()),
            rate);
      }
    }
    Map<String, Share> shares = new TreeMap<>();
    for (EvalRate rate : newest.values()) {
      shares.merge(
          series(rate.getApp(), rate.getEvaluator(), rate.getValue()),
          new Share(rate.getJudged(), rate.getFailing()),
          Share::plus);
    }
    return shares;
  }
}
