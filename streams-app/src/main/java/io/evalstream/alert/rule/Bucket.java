package io.evalstream.alert.rule;

import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came in during one step of an alert.
///
/// @param sums of what counts, either way
/// @param ended judgements that ended, with a label or without
/// @param examples of what counts against the traffic, newest last
/// @param parts sums of the parts of the traffic
public record Bucket(RateSums sums, long ended, List<Example> examples, Map<Part, RateSums> parts) {

  /// Nothing yet.
  public static final Bucket EMPTY = new Bucket(RateSums.EMPTY, 0, List.of(), Map.of());

  static final int MOST_EXAMPLES = 5;
  private static final int MOST_VALUES = 50;
  private static final String OTHER = "__other__";

  public Bucket {
    examples = List.copyOf(examples);
    parts = Map.copyOf(parts);
  }

  /// With a judgement that counts neither way.
  Bucket plusEnded(long count) {
    return new Bucket(sums, ended + count, examples, parts);
  }

  /// With what is said of a failing trace as a whole.
  Bucket plusDiagnosis(String diagnosis, double probability) {
    Map<Part, RateSums> more = new LinkedHashMap<>(parts);
    add(more, new Part(Part.DIAGNOSIS, diagnosis), 1 / probability, 1);
    return new Bucket(sums, ended, examples, more);
  }

  /// With labels that nothing else is known of.
  Bucket plus(double probability, long n, long failing) {
    double w = 1 / probability;
    RateSums more = RateSums.ofBinary(n, n * w, n * w * w, failing * w, failing * w * w);
    return new Bucket(sums.plus(more), ended + n, examples, parts);
  }

  Bucket plus(Sighting seen, boolean fails) {
    double weight = 1 / seen.probability();
    double x = fails ? 1 : 0;
    return new Bucket(
        sums.plus(weight, x),
        ended + 1,
        fails ? examplesWith(Example.of(seen)) : examples,
        partsWith(seen, weight, x));
  }

  private List<Example> examplesWith(Example example) {
    List<Example> more = new ArrayList<>(examples);
    if (more.stream().noneMatch(known -> known.traceId().equals(example.traceId()))) {
      more.add(example);
    }
    return more.size() > MOST_EXAMPLES ? more.subList(1, more.size()) : more;
  }

  private Map<Part, RateSums> partsWith(Sighting seen, double weight, double x) {
    Map<Part, RateSums> more = new LinkedHashMap<>(parts);
    if (seen.model() != null) {
      add(more, new Part("model", seen.model()), weight, x);
    }
    if (seen.promptVersion() != null) {
      add(more, new Part("prompt_version", seen.promptVersion()), weight, x);
    }
    if (seen.failing() == null) {
      add(more, new Part("outcome", seen.outcome()), weight, x);
    }
    return more;
  }

  private static void add(Map<Part, RateSums> parts, Part part, double weight, double x) {
    Part kept = parts.containsKey(part) || hasRoom(parts, part) ? part : other(part);
    parts.merge(kept, RateSums.EMPTY.plus(weight, x), RateSums::plus);
  }

  private static boolean hasRoom(Map<Part, RateSums> parts, Part part) {
    String dimension = part.dimension();
    return parts.keySet().stream().filter(known -> known.dimension().equals(dimension)).count()
        < MOST_VALUES;
  }

  private static Part other(Part part) {
    return new Part(part.dimension(), OTHER);
  }
}
