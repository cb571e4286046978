package io.evalstream.async;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets calls to one peer through, or not: concurrency, requests and units a minute, circuit
/// breaker, pauses.
///
/// *When to use:* one gate per endpoint and model, shared by all tasks of a process.
///
/// *How it works:* the concurrency limit starts at its cap, halves when the peer is overloaded (it
/// says so, a quarter of the recent calls failed, or calls take very long), and grows again with
/// good calls. Where one call at a time is too much, none is made for a while. Requests and units
/// come from buckets that are configured or learnt from what the peer says of its allowances. When
/// the peer asks for a time of peace, everybody waits. The breaker opens when half of the recent
/// calls failed. After a [CallResult.Pause] one call at a time tries, until one goes otherwise.
///
/// Limits are for all processes together: this one has the share of its tasks. Between its tasks
/// permits are shared evenly while more than one wants them; where there are fewer than tasks, or
/// calls are let in one by one, the task whose last call is the longest ago comes first.
///
/// *Threading:* safe for all threads. Nothing blocks. Every [Pass] has to be given back.
public final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  // A task asks at least once a second while it wants to call.
  private static final long WAITS_FOR_MILLIS = 2_000;
  private static final double FAILURE_SMOOTHING = 1.0 / 32;
  private static final double MANY_FAILURES = 0.25;

  private final String name;
  private final InstantSource clock;
  private final DoubleSupplier share;

  // Guarded by this.
  private final Concurrency concurrency;
  private final LatencyWatch latency;
  private final Bucket requests;
  private final Bucket units;
  private final Breaker breaker;
  private final Pauses pauses;
  private final List<Claim> claims = new ArrayList<>();
  private long calls;
  private int inFlight;
  private double failures;
  private double lastEstimate;

  /// A gate of a process that does all the work.
  public Gate(String name, GateSettings settings, InstantSource clock) {
    this(name, settings, clock, () -> 1);
  }

  /// @param share of the limits that this process has at the moment, in (0, 1]
  public Gate(String name, GateSettings settings, InstantSource clock, DoubleSupplier share) {
    this.name = name;
    this.clock = clock;
    this.share = share;
    this.concurrency = new Concurrency(settings.maxInFlight());
    this.latency = new LatencyWatch(settings.slowAfter());
    this.requests = bucket(settings.requestsPerMinute());
    this.units = bucket(settings.unitsPerMinute());
    this.breaker = new Breaker(name, settings, clock);
    this.pauses = new Pauses(name, clock);
  }

  private Bucket bucket(@Nullable Long perMinute) {
    return perMinute == null ? Bucket.ofPeer() : Bucket.perMinute(perMinute, clock.millis());
  }

  public String name() {
    return name;
  }

  /// The place of one task at this gate. To be closed.
  synchronized Claim claim() {
    Claim claim = new Claim();
    claims.add(claim);
    return claim;
  }

  /// One task at the gate. While another one waits with less than its even part, none gets more
  /// than that, and none takes what those need whose last call is longer ago.
  final class Claim implements AutoCloseable {

    // Guarded by the gate.
    private int held;
    private long lastCall;
    private boolean wants;
    private long askedAt;

    private Claim() {}

    /// A task that has not asked for a while may have stopped.
    private boolean waits() {
      return wants && clock.millis() - askedAt <= WAITS_FOR_MILLIS;
    }

    /// A pass for one call that starts now; null when none may start.
    @Nullable Pass tryEnter() {
      synchronized (Gate.this) {
        return Gate.this.tryEnter(this);
      }
    }

    /// The task has nothing more to call at the moment.
    void wantsNothing() {
      synchronized (Gate.this) {
        wants = false;
      }
    }

    @Override
    public void close() {
      synchronized (Gate.this) {
        claims.remove(this);
      }
    }
  }

  private @Nullable Pass tryEnter(Claim claim) {
    claim.wants = true;
    claim.askedAt = clock.millis();
    int allowed = limit();
    int even = even(allowed);
    int ahead = ahead(claim, even);
    if (!pauses.mayEnter(ahead)
        || inFlight + ahead >= allowed
        || leavesRoom(claim, even)
        || !isAllowed(ahead)
        || !breaker.tryEnter(ahead)) {
      return null;
    }
    claim.wants = false;
    return new Pass(claim);
  }

  private boolean isAllowed(int ahead) {
    long now = clock.millis();
    double part = share.getAsDouble();
    return requests.has(1 + ahead, part, now) && units.has(ahead * lastEstimate, part, now);
  }

  private int even(int allowed) {
    long active = claims.stream().filter(claim -> claim.waits() || claim.held > 0).count();
    return (int) Math.max(1, allowed / Math.max(1, active));
  }

  /// Those that wait, of whom none has its even part unless the claim has, and whose last call is
  /// longer ago.
  private int ahead(Claim claim, int even) {
    return (int)
        claims.stream()
            .filter(other -> other.waits() && other.lastCall < claim.lastCall)
            .filter(other -> other.held < even || claim.held >= even)
            .count();
  }

  /// The claim has its even part, and another one that waits has less.
  private boolean leavesRoom(Claim claim, int even) {
    return claim.held >= even
        && claims.stream().anyMatch(other -> other != claim && other.waits() && other.held < even);
  }

  /// The right to make one call. It is given back by the first of its methods that is called; what
  /// is called after that does nothing.
  final class Pass {

    private final Claim claim;
    private final long number;
    private final int enteredIn;
    private final boolean probe;
    private final long callBefore;

    // Guarded by the gate.
    private double estimate;
    private boolean givenBack;

    private Pass(Claim claim) {
      this.claim = claim;
      this.number = ++calls;
      this.enteredIn = breaker.era();
      this.probe = pauses.enter();
      this.callBefore = claim.lastCall;
      claim.lastCall = number;
      requests.take(1);
      inFlight++;
      claim.held++;
    }

    /// What the call will cost, as far as that is known before.
    void expects(double cost) {
      synchronized (Gate.this) {
        estimate = cost;
        lastEstimate = cost;
        units.take(cost);
      }
    }

    /// The call has ended by itself.
    ///
    /// @param cost what it cost; negative when that is not known
    void leave(CallResult<?> result, long nanos, double cost) {
      synchronized (Gate.this) {
        if (giveBack()) {
          units.take(cost < 0 ? 0 : cost - estimate);
          ended(this, result, nanos);
        }
      }
    }

    /// The call took too long.
    void leaveTimedOut(long nanos) {
      synchronized (Gate.this) {
        if (giveBack()) {
          failed(this, nanos);
        }
      }
    }

    /// The call is not wanted any more. Says nothing of the peer.
    void withdraw() {
      synchronized (Gate.this) {
        if (giveBack()) {
          breaker.ended(enteredIn, Breaker.Sign.NONE, 0);
        }
      }
    }

    /// No call was made.
    void cancel() {
      synchronized (Gate.this) {
        if (giveBack()) {
          claim.lastCall = claim.lastCall == number ? callBefore : claim.lastCall;
          requests.take(-1);
          breaker.ended(enteredIn, Breaker.Sign.NONE, 0);
        }
      }
    }

    private boolean giveBack() {
      if (givenBack) {
        return false;
      }
      givenBack = true;
      inFlight--;
      claim.held--;
      if (probe) {
        pauses.probeEnded();
      }
      return true;
    }
  }

  private void ended(Pass pass, CallResult<?> result, long nanos) {
    switch (result) {
      case CallResult.Answered<?> _ -> {
        pauses.answered(pass.probe);
        failures -= FAILURE_SMOOTHING * failures;
        concurrency.good(share.getAsDouble());
        breaker.ended(pass.enteredIn, Breaker.Sign.GOOD, nanos);
        heed(pass, nanos);
      }
      case CallResult.Retry<?> retry when retry.overloaded() -> {
        // An overloaded peer works; the answer is to send less, not to stop.
        pauses.recovered(pass.probe);
        breaker.ended(pass.enteredIn, Breaker.Sign.NONE, nanos);
        overloaded(pass, retry);
      }
      case CallResult.Retry<?> _ -> failed(pass, nanos);
      case CallResult.Pause<?> pause -> {
        breaker.ended(pass.enteredIn, Breaker.Sign.NONE, nanos);
        pauses.unusable(pause, pass.probe);
      }
    }
  }

  private void overloaded(Pass pass, CallResult.Retry<?> retry) {
    boolean lowest = limit() == 1 && concurrency.isSince(pass.number);
    decrease(pass, retry.reason());
    if (retry.after() != null) {
      pauses.pause(retry.after(), retry.reason());
    } else if (lowest) {
      pauses.overloaded(retry.reason());
    }
  }

  /// A few failures are a matter of the calls, many of the peer.
  private void failed(Pass pass, long nanos) {
    breaker.ended(pass.enteredIn, Breaker.Sign.BAD, nanos);
    failures += FAILURE_SMOOTHING * (1 - failures);
    if (failures > MANY_FAILURES) {
      failures = 0;
      decrease(pass, "failures");
    }
    heed(pass, nanos);
  }

  private void heed(Pass pass, long nanos) {
    double millis = nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    switch (latency.ended(millis, concurrency.isSince(pass.number), clock.millis())) {
      case NONE -> {}
      case DECREASE -> tryLess(pass);
      case TAKE_BACK -> concurrency.takeBack();
    }
  }

  private void decrease(Pass pass, String reason) {
    int before = limit();
    concurrency.overloaded(pass.number, calls, share.getAsDouble());
    tellDecrease(before, reason);
  }

  private void tryLess(Pass pass) {
    int before = limit();
    concurrency.tryLess(pass.number, calls, share.getAsDouble());
    tellDecrease(before, "latency");
  }

  private void tellDecrease(int before, String reason) {
    int limit = limit();
    if (limit < before) {
      LOG.atInfo()
          .addKeyValue("peer", name)
          .addKeyValue("reason", reason)
          .addKeyValue("limit", limit)
          .log("fewer calls at one time");
    }
  }

  /// Takes in what the peer says of its allowances.
  public synchronized void learn(Quota quota) {
    Bucket bucket = quota.kind() == Quota.Kind.REQUESTS ? requests : units;
    bucket.learn(quota, share.getAsDouble(), clock.millis());
  }

  public synchronized int inFlight() {
    return inFlight;
  }

  /// The calls at one time that are allowed to this process at the moment.
  public synchronized int limit() {
    return concurrency.allowed(share.getAsDouble());
  }

  /// What may still be taken at the moment, of a minute's worth; infinite while nothing is limited,
  /// negative while more was taken than there was.
  public synchronized double left(Quota.Kind kind) {
    Bucket bucket = kind == Quota.Kind.REQUESTS ? requests : units;
    return bucket.level(share.getAsDouble(), clock.millis());
  }

  public synchronized Standing standing() {
    return pauses.standing();
  }

  /// Whether a call has shown in this process that the peer can be used. Before that its standing
  /// is good for want of news.
  public synchronized boolean isProven() {
    return pauses.isProven();
  }

  /// `closed`, `open` or `half_open`.
  public synchronized String breaker() {
    return breaker.state();
  }

  /// The state of the breaker, or `paused: reason`.
  public synchronized String state() {
    return pauses.holds() ? "paused: " + pauses.reason() : breaker.state();
  }

  /// False while no call can start whatever else there is: during a pause, or with an open breaker.
  synchronized boolean isClosed() {
    return pauses.holds() || breaker.isOpen();
  }
}
