package io.evalstream.topic;

import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// The values of one kind of a stream that has several, each kind a class of its own.
public final class OneKind {

  private OneKind() {}

  public static <T, S extends T> KStream<String, S> of(
      KStream<String, T> stream, Class<S> kind, String name) {
    return of(stream, kind, Function.identity(), name);
  }

  /// @param content what goes on of a value of the kind
  /// @param name of the processor
  public static <T, S extends T, R> KStream<String, R> of(
      KStream<String, T> stream, Class<S> kind, Function<S, R> content, String name) {
    return stream.flatMapValues(
        value -> kind.isInstance(value) ? List.of(content.apply(kind.cast(value))) : List.<R>of(),
        Named.as(name));
  }
}
