package io.evalstream.async;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Opens the work of one task. The context gives the state stores that are connected to the
/// operator; nothing else of it is to be used.
@FunctionalInterface
public interface WorkFactory<K, P, Q, A> {
  Work<K, P, Q, A> open(ProcessorContext<?, ?> context);
}
