package io.evalstream.topic;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/// Arbitrary records of any schema, the same for the same seed. Without NaN: it equals nothing.
public final class RandomRecords {

  private static final String[] TEXTS = {
    "", "a", "null", "5", "Straße \uD83E\uDD14", "line\nbreak \""
  };
  private static final double[] REALS = {
    0.0, -1.5, 0.1, 1e300, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
  };

  private final Random random;

  private RandomRecords(long seed) {
    random = new Random(seed);
  }

  public static <T extends SpecificRecord> T of(Class<T> type, long seed) {
    Schema schema = SpecificData.get().getSchema(type);
    return type.cast(new RandomRecords(seed).value(schema));
  }

  private Object value(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      return Instant.EPOCH.plus(random.nextLong() >> random.nextInt(8, 64), ChronoUnit.MICROS);
    }
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ARRAY -> list(schema.getElementType());
      case MAP -> map(schema.getValueType());
      case UNION -> value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case INT -> random.nextInt();
      case LONG -> random.nextLong();
      case DOUBLE -> REALS[random.nextInt(REALS.length)];
      case FLOAT -> random.nextFloat();
      case BOOLEAN -> random.nextBoolean();
      case BYTES -> ByteBuffer.wrap(TEXTS[random.nextInt(TEXTS.length)].getBytes());
      case NULL -> null;
      case FIXED, ENUM -> throw new IllegalArgumentException("no schema has one: " + schema);
    };
  }

  private IndexedRecord record(Schema schema) {
    IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
    return record;
  }

  private List<Object> list(Schema element) {
    return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> value(element)).toList();
  }

  private Map<String, Object> map(Schema element) {
    Map<String, Object> map = new LinkedHashMap<>();
    IntStream.range(0, random.nextInt(3)).forEach(i -> map.put("k" + i, value(element)));
    return map;
  }
}
