package io.evalstream.topic;

import io.evalstream.event.Alert;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import java.util.List;
import org.apache.avro.Schema;

/// A topic of the contract and the schema of its values.
public record TopicSchema(String topic, Schema schema) {

  /// Those that are in a registry. Dead letters are bytes as they came, and internal topics hold
  /// the state's own encoding.
  public static List<TopicSchema> all(TopicNames names) {
    return List.of(
        new TopicSchema(names.chatEvents(), ChatEvent.getClassSchema()),
        new TopicSchema(names.retrievalSpans(), RetrievalSpan.getClassSchema()),
        new TopicSchema(names.feedback(), Feedback.getClassSchema()),
        new TopicSchema(names.evaluations(), Evaluation.getClassSchema()),
        new TopicSchema(names.judgedTraces(), JudgedTrace.getClassSchema()),
        new TopicSchema(names.evalRates(), EvalRate.getClassSchema()),
        new TopicSchema(names.alerts(), Alert.getClassSchema()));
  }
}
