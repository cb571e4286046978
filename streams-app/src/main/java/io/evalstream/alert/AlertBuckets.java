package io.evalstream.alert;

import io.evalstream.alert.rule.Arm;
import io.evalstream.alert.rule.Bucket;
import io.evalstream.alert.rule.Example;
import io.evalstream.alert.rule.Part;
import io.evalstream.alert.rule.Sighting.Excerpt;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.BucketExample;
import io.evalstream.state.BucketPart;
import io.evalstream.state.BucketSums;
import io.evalstream.stats.RateSums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What came in during a step, as it is stored.
final class AlertBuckets {

  private AlertBuckets() {}

  static AlertBucket stored(Bucket bucket) {
    return new AlertBucket(
        sums(bucket.sums()),
        bucket.ended(),
        bucket.examples().stream().map(AlertBuckets::example).toList(),
        bucket.parts().entrySet().stream()
            .map(
                part ->
                    new BucketPart(
                        part.getKey().dimension(), part.getKey().value(), sums(part.getValue())))
            .toList(),
        null,
        null);
  }

  static AlertBucket stored(Arm arm) {
    return new AlertBucket(
        sums(arm.sums()), arm.ended(), List.of(), List.of(), arm.firstAt(), arm.lastAt());
  }

  private static BucketSums sums(RateSums sums) {
    return new BucketSums(sums.n(), sums.w(), sums.w2(), sums.a(), sums.b());
  }

  private static BucketExample example(Example example) {
    Excerpt excerpt = example.excerpt();
    return excerpt == null
        ? new BucketExample(example.traceId(), example.label(), false, null, null, null)
        : new BucketExample(
            example.traceId(),
            example.label(),
            true,
            excerpt.question(),
            excerpt.response(),
            excerpt.explanation());
  }

  static Bucket bucket(AlertBucket stored) {
    Map<Part, RateSums> parts = new HashMap<>();
    stored
        .getParts()
        .forEach(
            part ->
                parts.put(new Part(part.getDimension(), part.getValue()), sums(part.getSums())));
    return new Bucket(
        sums(stored.getSums()),
        stored.getEnded(),
        stored.getExamples().stream().map(AlertBuckets::example).toList(),
        parts);
  }

  static Arm arm(AlertBucket stored) {
    return new Arm(
        sums(stored.getSums()), stored.getEnded(), stored.getFirstAt(), stored.getLastAt());
  }

  private static RateSums sums(BucketSums stored) {
    return RateSums.ofBinary(
        stored.getN(), stored.getSumW(), stored.getSumW2(), stored.getSumWx(), stored.getSumW2x());
  }

  private static Example example(BucketExample stored) {
    return new Example(
        stored.getTraceId(),
        stored.getLabel(),
        stored.getHasExcerpt()
            ? new Excerpt(stored.getQuestion(), stored.getResponse(), stored.getExplanation())
            : null);
  }
}
