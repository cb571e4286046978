package io.evalstream.agreement;

import io.evalstream.state.Agreement;
import io.evalstream.state.LabelPair;
import io.evalstream.topic.Entries;
import io.evalstream.topic.StoreNames;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Adds each pair to the agreement of its subject, and takes it out again.
final class AgreementProcessor extends ContextualProcessor<String, LabelPair, String, Void> {

  private final AgreementBoard board;
  private final InstantSource clock;
  private @Nullable KeyValueStore<String, Agreement> store;

  AgreementProcessor(AgreementBoard board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Void> context) {
    super.init(context);
    KeyValueStore<String, Agreement> agreements = context.getStateStore(StoreNames.AGREEMENTS);
    store = agreements;
    Entries.of(agreements).forEach(this::show);
  }

  private void show(KeyValue<String, Agreement> entry) {
    show(Subject.fromText(entry.key), entry.value);
  }

  private void show(Subject subject, Agreement agreement) {
    board.show(context().taskId().toString(), Standing.of(subject, agreement));
  }

  @Override
  public void process(Record<String, LabelPair> record) {
    LabelPair pair = record.value();
    Subject subject = Subject.of(pair);
    Instant now = clock.instant();
    Agreement before = store().get(subject.toText());
    Agreement after = Cells.plus(before == null ? Cells.empty(now) : before, pair, now);
    if (after.getCells().isEmpty()) {
      store().delete(subject.toText());
      board.remove(subject);
    } else {
      store().put(subject.toText(), after);
      show(subject, after);
    }
  }

  private KeyValueStore<String, Agreement> store() {
    if (store == null) {
      throw new IllegalStateException("agreement: used before init");
    }
    return store;
  }

  @Override
  public void close() {
    board.leave(context().taskId().toString());
  }
}
