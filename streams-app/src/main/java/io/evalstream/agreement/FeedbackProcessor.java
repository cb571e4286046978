package io.evalstream.agreement;

import io.evalstream.event.Feedback;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.Rejection;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.UndecodableException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Turns each raw record of feedback into a label, keyed by its trace, or into a dead letter.
final class FeedbackProcessor extends ContextualProcessor<byte[], byte[], String, Screened> {

  static final String STAGE = "feedback";

  private final FeedbackRules rules;
  private final EventDecoder decoder;
  private final UnaryOperator<String> appLabel;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;
  private @Nullable Funnel funnel;

  FeedbackProcessor(
      FeedbackRules rules,
      EventDecoder decoder,
      UnaryOperator<String> appLabel,
      InstantSource clock,
      Meters meters,
      FunnelBoard board) {
    this.rules = rules;
    this.decoder = decoder;
    this.appLabel = appLabel;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Screened> context) {
    super.init(context);
    funnel = FunnelStore.open(StoreNames.FEEDBACK_FUNNEL, context, board);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata = context().recordMetadata().orElseThrow();
    try {
      Feedback feedback =
          decoder.decode(
              metadata.topic(),
              record.headers(),
              record.value(),
              record.timestamp(),
              Feedback.class);
      String app = appLabel.apply(feedback.getApp());
      count(app, "received");
      Optional<Rejection> rejection = rules.check(feedback, clock.instant());
      if (rejection.isPresent()) {
        refuse(record, metadata, app, rejection.get());
      } else {
        accept(record, metadata, feedback);
      }
    } catch (UndecodableException e) {
      String app = appLabel.apply("");
      count(app, "received");
      refuse(record, metadata, app, Rejection.of(e));
    }
  }

  private void accept(Record<byte[], byte[]> record, RecordMetadata metadata, Feedback feedback) {
    Screened accepted =
        new Screened.Accepted(rules.label(feedback, metadata.partition(), metadata.offset()));
    context().forward(new Record<>(feedback.getTraceId(), accepted, record.timestamp()));
  }

  private void refuse(
      Record<byte[], byte[]> record, RecordMetadata metadata, String app, Rejection rejection) {
    count(app, "rejected");
    meters.count(Metric.DEAD_LETTERS, metadata.topic(), rejection.reason());
    DeadLetter letter =
        new DeadLetter(
            record.key(),
            record.value(),
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            "agreement",
            rejection.reason(),
            rejection.detail());
    context()
        .forward(
            new Record<>("", new Screened.Refused(letter), record.timestamp(), record.headers()));
  }

  private void count(String app, String step) {
    meters.count(Metric.EVENTS, app, STAGE, step);
    if (funnel != null) {
      funnel.count(app, STAGE, step);
    }
  }

  @Override
  public void close() {
    board.leave(context().taskId().toString());
  }
}
