package io.evalstream.devcluster.stub;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// How badly the stub judge behaves. Start with [#NONE] and add what is wanted.
///
/// A fault by chance has a share of all calls in \[0,1\]; a call has at most one, so the shares add
/// up to 1 at most. [Ending#RATE_LIMITED] comes at once, everything else after the latency.
///
/// @param latency the least time that a reply takes, up to 10 minutes
/// @param latencyJitter up to this much is added, evenly distributed; up to 10 minutes
/// @param rateLimits beyond which calls are refused at once
/// @param capacity how many calls are worked on at once, up to 100,000; 0 for any number. The
///   latency of the others begins when their turn comes
/// @param abilities of the model
/// @param state of the account; but for [AccountState#OK] it decides how every call ends, at once
/// @param shares how often each of [#BY_CHANCE] happens; what is absent never does
/// @param seed of the draws: the same seed gives the same sequence of faults
public record Faults(
    Duration latency,
    Duration latencyJitter,
    RateLimits rateLimits,
    long capacity,
    Abilities abilities,
    AccountState state,
    Map<Ending, Double> shares,
    long seed) {

  /// The endings that can be given a share.
  public static final Set<Ending> BY_CHANCE =
      Collections.unmodifiableSet(EnumSet.range(Ending.RATE_LIMITED, Ending.GARBAGE));

  /// A client that waits longer has no timeout at all.
  static final Duration LONGEST = Duration.ofMinutes(10);

  /// Always the verdict, at once.
  public static final Faults NONE =
      new Faults(
          Duration.ZERO,
          Duration.ZERO,
          RateLimits.NONE,
          0,
          Abilities.ALL,
          AccountState.OK,
          Map.of(),
          0);

  private static final int MOST_AT_ONCE = 100_000;
  private static final double ROUNDING = 1e-9;

  public Faults {
    checkTime("latency_millis", latency);
    checkTime("latency_jitter_millis", latencyJitter);
    checkRange("capacity", capacity, MOST_AT_ONCE);
    shares.forEach(Faults::checkShare);
    shares = withoutZeros(shares);
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    check(sum <= 1 + ROUNDING, "the shares must add up to 1 at most", sum);
  }

  private static void checkTime(String key, Duration time) {
    checkRange(key, time.toMillis(), LONGEST.toMillis());
  }

  static void checkRange(String key, long value, long most) {
    check(value >= 0 && value <= most, key + " must be in [0," + most + "]", value);
  }

  private static void checkShare(Ending ending, double share) {
    check(BY_CHANCE.contains(ending), "a share must be of one of " + BY_CHANCE, ending);
    check(share >= 0 && share <= 1, ending.wireName() + " must be in [0,1]", share);
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("faults: " + rule + ", was " + value);
    }
  }

  private static Map<Ending, Double> withoutZeros(Map<Ending, Double> shares) {
    Map<Ending, Double> positive = new EnumMap<>(Ending.class);
    shares.forEach(
        (ending, share) -> {
          if (share > 0) {
            positive.put(ending, share);
          }
        });
    return Collections.unmodifiableMap(positive);
  }

  /// No faults but a reply that takes its time.
  public static Faults slow(Duration latency) {
    return NONE.withLatency(latency);
  }

  public Faults withLatency(Duration time) {
    return new Faults(time, latencyJitter, rateLimits, capacity, abilities, state, shares, seed);
  }

  public Faults withLatencyJitter(Duration time) {
    return new Faults(latency, time, rateLimits, capacity, abilities, state, shares, seed);
  }

  public Faults withRateLimits(RateLimits limits) {
    return new Faults(latency, latencyJitter, limits, capacity, abilities, state, shares, seed);
  }

  public Faults withCapacity(long calls) {
    return new Faults(latency, latencyJitter, rateLimits, calls, abilities, state, shares, seed);
  }

  /// A longer prompt is refused.
  public Faults withContextTokens(long tokens) {
    return withAbilities(abilities.withContextTokens(tokens));
  }

  /// Any other way to ask for the shape of a reply is refused.
  public Faults withUnderstood(Set<ReplyFormat> formats) {
    return withAbilities(abilities.withFormats(formats));
  }

  private Faults withAbilities(Abilities other) {
    return new Faults(latency, latencyJitter, rateLimits, capacity, other, state, shares, seed);
  }

  public Faults withState(AccountState other) {
    return new Faults(latency, latencyJitter, rateLimits, capacity, abilities, other, shares, seed);
  }

  /// This share of the calls ends so.
  public Faults with(Ending ending, double share) {
    Map<Ending, Double> changed = new EnumMap<>(Ending.class);
    changed.putAll(shares);
    changed.put(ending, share);
    return new Faults(
        latency, latencyJitter, rateLimits, capacity, abilities, state, changed, seed);
  }

  public Faults withSeed(long number) {
    return new Faults(
        latency, latencyJitter, rateLimits, capacity, abilities, state, shares, number);
  }

  /// How often calls end so, in \[0,1\].
  public double share(Ending ending) {
    return shares.getOrDefault(ending, 0.0);
  }
}
