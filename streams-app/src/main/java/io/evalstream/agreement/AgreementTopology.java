package io.evalstream.agreement;

import io.evalstream.event.JudgedTrace;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.state.Agreement;
import io.evalstream.state.HumanLabel;
import io.evalstream.state.JudgeLabels;
import io.evalstream.state.LabelPair;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.LabelledTraceStore;
import io.evalstream.topic.OneKind;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Feedback and judged traces in; how judges agree with people out, on the board and in the state.
///
/// It has three steps, and the caller brings records together between them. Feedback is checked
/// where it lies, and valid labels go by trace, whatever the key of the feedback was and however
/// many partitions its topic has. So do the labels of judged traces, and nothing else of these. The
/// labels of people and judge meet, and each pair goes by app. The pairs of an app are counted.
///
/// *Guarantees:* where the caller brings them together through topics, each step is a task of its
/// own: who judges has no part in what is remembered here.
public record AgreementTopology(
    Duration remember,
    String feedbackTopic,
    UnaryOperator<String> appLabel,
    AgreementBoard agreements,
    InstantSource clock,
    Meters meters,
    FunnelBoard board) {

  /// @param labels keyed by trace id, in any partition
  /// @param deadLetters what is not valid
  public record Labels(
      KStream<String, HumanLabel> labels, KStream<String, DeadLetter> deadLetters) {}

  /// @param pairs keyed by app, in any partition
  /// @param deadLetters feedback that belongs to no trace
  public record Pairs(KStream<String, LabelPair> pairs, KStream<String, DeadLetter> deadLetters) {}

  /// The store that [#agree] fills.
  ///
  /// Few, small entries that change often: they live in the heap, and the cache before them writes
  /// each changed one once per commit.
  static StoreBuilder<KeyValueStore<String, Agreement>> agreementStore() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(StoreNames.AGREEMENTS),
            Serdes.String(),
            new StateSerde<>(Agreement.class))
        .withCachingEnabled();
  }

  public static List<StoreBuilder<?>> stores() {
    List<StoreBuilder<?>> stores = new ArrayList<>(LabelledTraceStore.builders());
    stores.add(FunnelStore.builder(StoreNames.FEEDBACK_FUNNEL));
    stores.add(FunnelStore.builder(StoreNames.MATCH_FUNNEL));
    stores.add(agreementStore());
    return stores;
  }

  public Labels check(KStream<byte[], byte[]> raw, FeedbackRules rules, EventDecoder decoder) {
    KStream<String, Screened> checked =
        raw.process(
            () -> new FeedbackProcessor(rules, decoder, appLabel, clock, meters, board),
            Named.as("check-feedback"),
            StoreNames.FEEDBACK_FUNNEL);
    return new Labels(
        OneKind.of(checked, Screened.Accepted.class, Screened.Accepted::label, "labels-of-people"),
        OneKind.of(checked, Screened.Refused.class, Screened.Refused::letter, "refused-feedback"));
  }

  /// The labels of each judged trace, keyed by trace id.
  public KStream<String, JudgeLabels> labels(KStream<String, JudgedTrace> traces) {
    return traces.mapValues(JudgeLabelsWriter::write, Named.as("labels-of-judges"));
  }

  /// @param ofPeople in the partition of their trace
  /// @param ofJudges in the partition of their trace
  public Pairs match(KStream<String, HumanLabel> ofPeople, KStream<String, JudgeLabels> ofJudges) {
    KStream<String, Said> people =
        ofPeople.mapValues(label -> new Said.ByPerson(label), Named.as("said-by-people"));
    KStream<String, Said> judges =
        ofJudges.mapValues(labels -> new Said.ByJudge(labels), Named.as("said-by-judges"));
    KStream<String, Matched> matched =
        people
            .merge(judges, Named.as("said"))
            .process(
                () -> new MatchProcessor(feedbackTopic, remember, clock, meters, board),
                Named.as("match"),
                StoreNames.LABELLED_TRACES,
                StoreNames.LABEL_EXPIRIES,
                StoreNames.MATCH_FUNNEL);
    return new Pairs(
        OneKind.of(matched, Matched.Pair.class, Matched.Pair::pair, "pairs"),
        OneKind.of(matched, Matched.Refused.class, Matched.Refused::letter, "stray-feedback"));
  }

  /// Reads the store that [#agree] fills; the processor has to be connected with it.
  public static Corrections corrections(ProcessorContext<?, ?> context) {
    KeyValueStore<String, Agreement> store = context.getStateStore(StoreNames.AGREEMENTS);
    return new Corrections(store::get);
  }

  /// @param pairs in the partition of their app
  public void agree(KStream<String, LabelPair> pairs) {
    ProcessorSupplier<String, LabelPair, String, Void> agree =
        () -> new AgreementProcessor(agreements, clock);
    pairs.process(agree, Named.as("agree"), StoreNames.AGREEMENTS);
  }
}
