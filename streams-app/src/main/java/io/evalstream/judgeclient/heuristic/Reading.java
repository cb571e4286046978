package io.evalstream.judgeclient.heuristic;

import java.util.List;

/// What a [Gauge] counted in one judgement.
///
/// @param values one for each feature of the gauge
/// @param told the same for people, as the end of an explanation
public record Reading(List<Double> values, String told) {

  public Reading {
    values = List.copyOf(values);
  }
}
