package io.evalstream.export;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attributes in the making. What is null is left out.
final class Attributes {

  private final List<KeyValue> all = new ArrayList<>();

  Attributes text(String key, @Nullable String value) {
    if (value != null) {
      add(key, AnyValue.newBuilder().setStringValue(value));
    }
    return this;
  }

  Attributes number(String key, @Nullable Double value) {
    if (value != null) {
      add(key, AnyValue.newBuilder().setDoubleValue(value));
    }
    return this;
  }

  private void add(String key, AnyValue.Builder value) {
    all.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
  }

  List<KeyValue> all() {
    return List.copyOf(all);
  }
}
