package io.evalstream.console.archive;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.Partition;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The questions that pages and API ask, and the file that knows the answers.
///
/// *How it works*: one thread reads topics and writes what it read ([#write]), with the offsets in
/// the same transaction. The file can be lost at any time: it is made anew, empty, and says that
/// the topics have to be read again.
///
/// *Guarantees*: a question is answered from one moment of the file. While there is no file that
/// can be read, the answers are empty, and [#state] says why. A question that is not answered in
/// time ends with an [UnansweredException].
///
/// *Threading*: [#write], [#prune], [#check] and [#reading] are of one thread; all else is for all.
public final class Archive implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

  /// Pages that go back to the disk at a time.
  private static final int FREED_PAGES = 500;

  /// Steps before a write while the file has too much: they delete more than a batch brings, and
  /// end soon.
  private static final int MOST_STEPS = 20;

  private interface Change<T> {
    T make() throws SQLException;
  }

  /// How far reading has come.
  private record Progress(
      ArchiveState.Condition condition, @Nullable String detail, double share, long behind) {}

  private record Place(Path path, String identity) {}

  private final Retention retention;
  private final InstantSource clock;
  private final AtomicLong revision = new AtomicLong();
  private volatile Progress progress = new Progress(ArchiveState.Condition.REBUILDING, null, 0, 0);
  // Null while nobody has said where the file is.
  private volatile @Nullable Place place;
  private volatile @Nullable ArchiveFile file;
  private volatile @Nullable String damage;
  private volatile @Nullable String remark;
  // Guarded by this.
  private boolean closed;

  /// One without a file: empty, and to stay so.
  public Archive() {
    this(new Retention(Duration.ZERO, 0), InstantSource.system());
  }

  /// Empty until it is said where the file is ([#locate]).
  public Archive(Retention retention, InstantSource clock) {
    this.retention = retention;
    this.clock = clock;
  }

  /// Says where the file is. The next [#check] or [#write] opens it.
  ///
  /// @param identity of the Kafka cluster and the topics: a file of another one is made anew
  public void locate(Path path, String identity) {
    place = new Place(path, identity + " " + Packed.fingerprint());
  }

  /// Opens the file if it is not open, and sees whether it is still there.
  ///
  /// @throws ArchiveFault also when the file was lost and has been made anew
  public void check() throws ArchiveFault {
    ArchiveFile open = file;
    if (open == null) {
      open();
      return;
    }
    String damaged = damage;
    if (damaged != null || open.isGone()) {
      throw lost(new IOException(damaged == null ? "the file is gone" : damaged));
    }
  }

  private synchronized void open() throws ArchiveFault {
    if (closed) {
      throw new ArchiveFault(ArchiveFault.Kind.BLOCKED, "the archive is closed");
    }
    try {
      file = openOrAnew(located());
      damage = null;
      revision.incrementAndGet();
    } catch (IOException | SQLException e) {
      throw fault(e);
    }
  }

  private static ArchiveFile openOrAnew(Place place) throws IOException, SQLException {
    try {
      return ArchiveFile.open(place.path, place.identity);
    } catch (SQLException e) {
      if (ArchiveFault.of(e, "").kind() != ArchiveFault.Kind.LOST) {
        throw e;
      }
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("the archive is damaged: made anew");
      ArchiveFile.delete(place.path);
      return ArchiveFile.open(place.path, place.identity);
    }
  }

  private Place located() {
    Place located = place;
    if (located == null) {
      throw new IllegalStateException("nobody has said where the file of the archive is");
    }
    return located;
  }

  private ArchiveFault fault(Exception failure) {
    return ArchiveFault.of(failure, located().path.toString());
  }

  /// Closes and deletes what there is, and begins anew.
  private ArchiveFault lost(Exception cause) throws ArchiveFault {
    LOG.atWarn()
        .addKeyValue("path", located().path)
        .addKeyValue("error", cause.getMessage())
        .log("the archive is lost: it is made anew from the topics");
    shut();
    try {
      ArchiveFile.delete(located().path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    open();
    return ArchiveFault.lost(cause, located().path.toString());
  }

  /// Writes a batch and its offsets, all or nothing. What is older than the retention is left out.
  /// While the file has more than it may, the oldest goes first.
  public void write(Batch batch) throws ArchiveFault {
    makeRoom();
    Instant oldest = clock.instant().minus(retention.keep());
    change(
        connection -> {
          new Intake(connection, oldest).put(batch);
          return true;
        });
    if (!batch.records().isEmpty()) {
      revision.incrementAndGet();
    }
  }

  private void makeRoom() throws ArchiveFault {
    int steps = 0;
    while (change(retention::isOver) && steps < MOST_STEPS && prune()) {
      steps++;
    }
  }

  /// Deletes a step of what is too old or too much.
  ///
  /// @return whether more is to be deleted
  public boolean prune() throws ArchiveFault {
    int deleted = change(connection -> retention.step(connection, clock.instant()));
    attempt(
        () -> {
          opened().shrink(FREED_PAGES);
          return deleted;
        });
    if (deleted > 0) {
      revision.incrementAndGet();
    }
    return deleted > 0;
  }

  private <T> T change(ArchiveFile.Work<T> work) throws ArchiveFault {
    check();
    return attempt(() -> opened().write(work));
  }

  private <T> T attempt(Change<T> change) throws ArchiveFault {
    try {
      return change.make();
    } catch (SQLException e) {
      ArchiveFault fault = fault(e);
      throw fault.kind() == ArchiveFault.Kind.LOST ? lost(e) : fault;
    }
  }

  private ArchiveFile opened() {
    return Objects.requireNonNull(file);
  }

  /// No more than so many pages from now on, as on a disk that is full.
  void limitPages(long pages) throws SQLException {
    opened().limitPages(pages);
  }

  /// Where reading goes on; nothing of a partition that was never read.
  public Map<Partition, Long> offsets() {
    return ask(
        connection -> {
          Map<Partition, Long> offsets = new HashMap<>();
          Rows.list(
              connection,
              "select topic, number, next from offsets",
              List.of(),
              row -> offsets.put(new Partition(row.getString(1), row.getInt(2)), row.getLong(3)));
          return offsets;
        },
        Map.of());
  }

  /// Says how far reading has come.
  ///
  /// @param detail one line for people; null when all is well
  /// @param share of what there was to read at the start that has been read
  public void reading(
      ArchiveState.Condition condition, @Nullable String detail, double share, long behind) {
    Progress now = new Progress(condition, detail, share, behind);
    if (!now.equals(progress)) {
      progress = now;
      revision.incrementAndGet();
    }
  }

  /// Says what else a reader has to know.
  ///
  /// @param remark one line for people; null when there is nothing
  public void remark(@Nullable String remark) {
    if (!Objects.equals(remark, this.remark)) {
      this.remark = remark;
      revision.incrementAndGet();
    }
  }

  /// Rates, oldest window first.
  ///
  /// @throws IllegalArgumentException for a cursor that is none, and a limit below 1
  public Listing<EvalRate> rates(RateQuery query) {
    return ask(connection -> RateRows.list(connection, query), nothing());
  }

  /// Rates, newest window first; a cursor goes on with this order alone.
  ///
  /// @throws IllegalArgumentException for a cursor that is none, and a limit below 1
  public Listing<EvalRate> newestRates(RateQuery query) {
    return ask(connection -> RateRows.newest(connection, query), nothing());
  }

  /// The newest rate of each series and length of window that has a label in it.
  public List<EvalRate> latestRates(@Nullable String app, @Nullable String evaluator) {
    return ask(connection -> RateRows.latest(connection, app, evaluator), List.of());
  }

  /// App to its evaluators that have rates, sorted.
  public Map<String, List<String>> evaluators() {
    return ask(RateRows::evaluators, Map.of());
  }

  /// The values of a column of judged traces for a filter, sorted: `app`, `model`,
  /// `prompt_version`, `diagnosis`, `evaluator`, `label`.
  ///
  /// @throws IllegalArgumentException for another column
  public List<String> values(String column) {
    return ask(connection -> Values.of(connection, column), List.of());
  }

  /// @throws IllegalArgumentException for a cursor that is none, and a limit below 1
  public Listing<Alert> alerts(AlertQuery query) {
    return ask(connection -> AlertRows.list(connection, query), nothing());
  }

  /// The newest record of each alert, those that fire first.
  public List<Alert> standingAlerts() {
    return ask(AlertRows::standing, List.of());
  }

  /// @throws IllegalArgumentException for a cursor that is none, and a limit below 1
  public Listing<TraceSummary> traces(TraceQuery query) {
    return ask(connection -> TraceRows.list(connection, query), nothing());
  }

  public Optional<JudgedTrace> trace(String traceId) {
    return ask(connection -> TraceRows.find(connection, traceId), Optional.empty());
  }

  /// How many judged traces that occurred since then have which diagnosis, by app.
  public Map<String, Map<String, Long>> diagnoses(Instant from) {
    return ask(connection -> TraceRows.diagnoses(connection, from), Map.of());
  }

  /// Labels of people on a trace, oldest first.
  public List<Feedback> feedback(String traceId) {
    return ask(connection -> AlertRows.feedback(connection, traceId), List.of());
  }

  /// @throws IllegalArgumentException for a cursor that is none, and a limit below 1
  public Listing<Evaluation> evaluations(EvaluationQuery query) {
    return ask(connection -> EvaluationRows.list(connection, query), nothing());
  }

  public List<JudgeUse> judgeUse(Duration last) {
    Instant from = clock.instant().minus(last);
    return ask(connection -> JudgeRows.since(connection, from), List.of());
  }

  /// The newest traces with embeddings, question and documents.
  ///
  /// @param from null: any
  /// @param numbers most that the embeddings have together; older ones are left out
  public List<EmbeddedText> embeddings(
      @Nullable String app, @Nullable Instant from, int traces, long numbers) {
    return ask(
        connection -> EmbeddingRows.newest(connection, app, from, traces, numbers), List.of());
  }

  public ArchiveState state() {
    Progress now = progress;
    String detail = joined(now.detail, remark);
    ArchiveState unread =
        new ArchiveState(now.condition, detail, now.share, 0, 0, null, now.behind);
    ArchiveFile open = file;
    if (open == null) {
      return unread;
    }
    return ask(
        connection -> {
          long oldest = Rows.number(connection, "select min(occurred_at) from traces");
          return new ArchiveState(
              now.condition,
              detail,
              now.share,
              Rows.number(connection, "select count(*) from traces"),
              ArchiveFile.bytes(connection),
              oldest == 0 ? null : Rows.time(oldest),
              now.behind);
        },
        unread);
  }

  private static @Nullable String joined(@Nullable String first, @Nullable String second) {
    return first == null ? second : second == null ? first : first + ". " + second;
  }

  /// Counts up whenever something was written: pages look again when it has changed.
  public long revision() {
    return revision.get();
  }

  private <T> T ask(ArchiveFile.Work<T> question, T unknown) {
    ArchiveFile open = file;
    if (open == null || damage != null) {
      return unknown;
    }
    try {
      return open.read(question);
    } catch (SQLException e) {
      if (ArchiveFault.isMistake(e)) {
        throw new IllegalStateException("the question makes no sense to SQLite", e);
      }
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("the archive could not be asked");
      if (!ArchiveFault.isDamage(e)) {
        throw new UnansweredException("the archive cannot be read now: " + e.getMessage(), e);
      }
      noteDamage(open, e);
      return unknown;
    }
  }

  /// The thread that writes makes it anew.
  private void noteDamage(ArchiveFile asked, SQLException failure) {
    if (asked == file) {
      damage = failure.getMessage();
    }
  }

  private static <T> Listing<T> nothing() {
    return new Listing<>(List.of(), null);
  }

  /// For good: it is empty from now on.
  @Override
  public synchronized void close() {
    closed = true;
    shut();
  }

  private synchronized void shut() {
    ArchiveFile open = file;
    file = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (SQLException e) {
      LOG.atWarn().setCause(e).log("the archive could not be closed");
    }
  }
}
