package io.evalstream.gate;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The labels of the last minutes that policies ask for, and who waits for them.
///
/// *How it works:* one thread writes down what the topics bring, for `gate.remember` and at most
/// `gate.max_labels`; the oldest traces go first. A request watches a trace: it is woken by
/// everything that is written of it.
///
/// *Guarantees:* what is written twice, as after a restart of the reader, is there once. The labels
/// of a trace that is complete are in the order of its record, whichever topic was read first.
///
/// *Threading:* safe for all threads.
public final class LabelBook {

  private final GateConfig config;
  private final InstantSource clock;

  // Guarded by this.
  private final Map<Key, Page> pages = new LinkedHashMap<>();
  private final Map<String, Set<Watch>> watches = new LinkedHashMap<>();
  private int weight;
  private boolean stopped;
  private @Nullable String trouble = "the topics are not read yet";

  private record Key(String app, String traceId) {}

  private record Page(Instant since, TraceLabels labels) {

    int weight() {
      return 1 + labels.labels().size();
    }
  }

  /// What is known of a trace of an app.
  record Seen(String app, TraceLabels labels) {}

  public LabelBook(GateConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /// Writes a label down.
  public void add(Evaluation evaluation) {
    GatePolicy policy = config.policies().get(evaluation.getApp());
    if (policy != null && policy.names(evaluation.getEvaluator())) {
      Key key = new Key(evaluation.getApp(), evaluation.getTraceId());
      write(key, List.of(GateLabel.of(evaluation)), null);
    }
  }

  /// Writes down that everything that was asked of a trace has ended.
  public void complete(JudgedTrace trace) {
    GatePolicy policy = config.policies().get(trace.getApp());
    if (policy != null) {
      List<GateLabel> labels =
          trace.getEvaluations().stream()
              .filter(evaluation -> policy.names(evaluation.getEvaluator()))
              .map(GateLabel::of)
              .toList();
      Key key = new Key(trace.getApp(), trace.getTraceId());
      write(key, labels, documents(trace.getRetrievals()));
    }
  }

  /// One that several retrievals returned is judged once.
  static int documents(List<RetrievalSpan> retrievals) {
    Set<String> ids = new HashSet<>();
    retrievals.forEach(
        span -> span.getDocuments().forEach(document -> ids.add(document.getDocumentId())));
    return ids.size();
  }

  private synchronized void write(Key key, List<GateLabel> labels, @Nullable Integer documents) {
    Page before = pages.get(key);
    TraceLabels known = before == null ? TraceLabels.NONE : before.labels;
    Page page =
        new Page(
            before == null ? clock.instant() : before.since,
            documents == null ? known.with(labels) : known.ledBy(labels).completedWith(documents));
    weight += page.weight() - (before == null ? 0 : before.weight());
    pages.put(key, page);
    forget();
    watches.getOrDefault(key.traceId, Set.of()).forEach(watch -> watch.news.release());
  }

  private void forget() {
    Instant oldest = clock.instant().minus(config.remember());
    Iterator<Page> all = pages.values().iterator();
    while (all.hasNext()) {
      Page page = all.next();
      if (weight <= config.maxLabels() && !page.since.isBefore(oldest)) {
        return;
      }
      all.remove();
      weight -= page.weight();
    }
  }

  /// What is known of a trace.
  ///
  /// @param app null: any that has a gate
  synchronized Optional<Seen> find(@Nullable String app, String traceId) {
    Set<String> apps = app == null ? config.policies().keySet() : Set.of(app);
    for (String one : apps) {
      Page page = pages.get(new Key(one, traceId));
      if (page != null) {
        return Optional.of(new Seen(one, page.labels));
      }
    }
    return Optional.empty();
  }

  /// Wakes whoever waits for a trace. To be closed.
  final class Watch implements AutoCloseable {

    private final String traceId;
    private final Semaphore news = new Semaphore(0);

    private Watch(String traceId) {
      this.traceId = traceId;
    }

    /// Waits until something is written of the trace, or for this time.
    void await(long nanos) throws InterruptedException {
      if (news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        news.drainPermits();
      }
    }

    @Override
    public void close() {
      unwatch(this);
    }
  }

  /// Watches a trace: what is written from now on wakes.
  synchronized Watch watch(String traceId) {
    Watch watch = new Watch(traceId);
    watches.computeIfAbsent(traceId, id -> new HashSet<>()).add(watch);
    return watch;
  }

  private synchronized void unwatch(Watch watch) {
    watches.computeIfPresent(
        watch.traceId,
        (id, all) -> {
          all.remove(watch);
          return all.isEmpty() ? null : all;
        });
  }

  /// The topics are read, up to where they end.
  public synchronized void read() {
    trouble = null;
  }

  /// The topics cannot be read at the moment.
  public synchronized void unreadable(String why) {
    trouble = "the topics cannot be read at the moment: " + why;
  }

  /// Why nothing comes in; empty while all is well.
  public synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// Wakes everybody: nothing more will come.
  public synchronized void stop() {
    stopped = true;
    watches.values().forEach(all -> all.forEach(watch -> watch.news.release()));
  }

  synchronized boolean isStopped() {
    return stopped;
  }
}
