package io.evalstream.console.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evalstream.app.ManualClock;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.Partition;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real files, spoiled while they are open and while they are not.
class ArchiveFaultsTest {

  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final Partition PARTITION = new Partition("judged-traces", 0);
  private static final long MEBIBYTE = 1L << 20;

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock(NOW);
  private Path path;
  private Archive archive;

  @BeforeEach
  void open() throws ArchiveFault {
    path = folder.resolve("state").resolve("console.sqlite");
    archive = archive(64 * MEBIBYTE);
    writeTraces(0, 50);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Archive archive(long maxBytes) {
    Archive made = new Archive(new Retention(Duration.ofHours(24), maxBytes), clock);
    made.locate(path, "cluster");
    return made;
  }

  private void reopen() throws ArchiveFault {
    archive.close();
    archive = archive(64 * MEBIBYTE);
    archive.check();
  }

  private void writeTraces(int first, int n) throws ArchiveFault {
    List<SpecificRecord> records = new ArrayList<>();
    for (int i = first; i < first + n; i++) {
      records.add(trace(i));
    }
    archive.write(new Batch(records, Map.of(PARTITION, (long) first + n)));
  }

  /// Two kilobytes that cannot be made much smaller.
  private JudgedTrace trace(int i) {
    StringBuilder text = new StringBuilder();
    for (long seed = i + 1; text.length() < 2_000; seed = seed * 6364136223846793005L + 1) {
      text.append(Long.toUnsignedString(seed, 36)).append(' ');
    }
    return new SampleTrace(
            "t%06d".formatted(i), "docs-bot", clock.instant(), "Why?", text.toString(), false)
        .judged();
  }

  private long traces() {
    return archive.state().traces();
  }

  private ArchiveFault.Kind faultOfNextWrite() {
    return catchThrowableOfType(ArchiveFault.class, () -> writeTraces(50, 1)).kind();
  }

  @Test
  void aFileThatIsDeletedWhileItIsOpen_isMadeAnew_andAsksForAllOffsets() throws Exception {
    ArchiveFile.delete(path);

    assertThat(faultOfNextWrite()).isEqualTo(ArchiveFault.Kind.LOST);
    assertThat(archive.offsets()).isEmpty();
    assertThat(traces()).isZero();

    writeTraces(0, 51);
    assertThat(traces()).isEqualTo(51);
    assertThat(path).exists();
  }

  @Test
  void aFileOfGarbage_isMadeAnewAtTheStart() throws Exception {
    archive.close();
    Files.writeString(path, "this is no database, only some text ".repeat(400), UTF_8);
    archive = archive(64 * MEBIBYTE);

    archive.check();

    assertThat(archive.offsets()).isEmpty();
    writeTraces(0, 3);
    assertThat(traces()).isEqualTo(3);
  }

  @Test
  void aFileThatIsCutOffWhileItIsOpen_isMadeAnew_whoeverNoticesFirst() throws Exception {
    writeTraces(50, 400);
    reopen();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(file.length() / 4);
    }

    for (int i = 0; i < 450; i++) {
      archive.trace("t%06d".formatted(i));
    }

    assertThat(catchThrowableOfType(ArchiveFault.class, archive::check).kind())
        .isEqualTo(ArchiveFault.Kind.LOST);
    assertThat(archive.offsets()).isEmpty();
    writeTraces(0, 3);
    assertThat(traces()).isEqualTo(3);
  }

  @Test
  void pagesThatAreOverwritten_areNoticed_andTheFileIsMadeAnew() throws Exception {
    writeTraces(50, 400);
    reopen();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      byte[] noise = new byte[4_096];
      Arrays.fill(noise, (byte) 0x5a);
      for (long at = file.length() / 4_096 / 4 * 4_096; at < file.length(); at += noise.length) {
        file.seek(at);
        file.write(noise);
      }
    }

    for (int i = 0; i < 450; i++) {
      archive.trace("t%06d".formatted(i));
    }

    assertThat(catchThrowableOfType(ArchiveFault.class, archive::check).kind())
        .isEqualTo(ArchiveFault.Kind.LOST);
    writeTraces(0, 3);
    assertThat(traces()).isEqualTo(3);
  }

  @Test
  void onAFullDisk_whatIsThereIsStillShown_andTheSameBatchGoesInLater() throws Exception {
    long pages = Files.size(path) / 4_096;
    archive.limitPages(pages);

    ArchiveFault fault = catchThrowableOfType(ArchiveFault.class, () -> writeTraces(50, 2_000));

    assertThat(fault.kind()).isEqualTo(ArchiveFault.Kind.FULL);
    assertThat(fault).hasMessageStartingWith("no space is left for " + path);
    assertThat(traces()).isEqualTo(50);
    assertThat(archive.offsets()).containsEntry(PARTITION, 50L);

    archive.limitPages(1_000_000);
    writeTraces(50, 2_000);
    assertThat(traces()).isEqualTo(2_050);
  }

  @Test
  void whereNoFolderCanBeMade_theFaultSaysWhere_andAnswersAreEmpty() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    try (Archive nowhere = new Archive(new Retention(Duration.ofHours(1), MEBIBYTE), clock)) {
      nowhere.locate(file.resolve("console.sqlite"), "cluster");

      ArchiveFault fault = catchThrowableOfType(ArchiveFault.class, nowhere::check);

      assertThat(fault.kind()).isEqualTo(ArchiveFault.Kind.BLOCKED);
      assertThat(fault).hasMessageContaining("cannot be written: " + file);
      assertThat(nowhere.state().traces()).isZero();
      assertThat(nowhere.trace("t")).isEmpty();
    }
  }

  @Test
  void whatIsOlderThanTheRetention_isDeletedInSteps_andNotTakenIn() throws ArchiveFault {
    JudgedTrace old = trace(900);
    writeTraces(50, 200);
    clock.advance(Duration.ofHours(25));
    archive.write(new Batch(List.of(trace(1_000), old), Map.of()));

    int steps = 0;
    while (archive.prune()) {
      steps++;
    }

    assertThat(steps).isEqualTo(3);
    assertThat(traces()).isEqualTo(1);
    assertThat(archive.trace("t001000")).isPresent();
  }

  @Test
  void beyondTheMostBytes_theOldestTracesGo_andTheFileGetsSmaller() throws Exception {
    archive.close();
    long most = 2 * MEBIBYTE;
    archive = archive(most);
    for (int i = 1; i < 21; i++) {
      clock.advance(Duration.ofSeconds(10));
      writeTraces(50 * i, 50);
    }

    while (archive.prune()) {
      assertThat(traces()).isPositive();
    }

    assertThat(archive.state().bytes()).isBetween(most / 2, most);
    assertThat(archive.trace("t000000")).isEmpty();
    assertThat(archive.trace("t001049")).isPresent();
    archive.close();
    assertThat(Files.size(path)).isLessThan(most + most / 4);
  }

  @Test
  void whileTheFileHasTooMuch_eachWriteMakesRoomFirst() throws Exception {
    archive.close();
    long most = 2 * MEBIBYTE;
    archive = archive(most);
    for (int i = 1; i < 41; i++) {
      clock.advance(Duration.ofSeconds(10));
      writeTraces(50 * i, 50);
      assertThat(archive.state().bytes()).isLessThan(most + most / 4);
    }

    assertThat(archive.trace("t000000")).isEmpty();
    assertThat(archive.trace("t002049")).isPresent();
  }

  @Test
  void oldRecordsOfAlerts_areDeleted_exceptTheNewestOfEach() throws ArchiveFault {
    archive.write(
        new Batch(
            List.of(
                SampleArchive.alert("rule", "a", 1, "pending", NOW),
                SampleArchive.alert("rule", "a", 2, "firing", NOW.plusSeconds(60)),
                SampleArchive.alert("rule", "b", 1, "pending", NOW),
                SampleArchive.alert("rule", "b", 2, "firing", NOW.plus(Duration.ofHours(20)))),
            Map.of()));
    clock.advance(Duration.ofHours(25));

    while (archive.prune()) {
      assertThat(archive.standingAlerts()).hasSize(2);
    }

    assertThat(archive.alerts(new AlertQuery(null, null, null, null, null, null, null, 10)).items())
        .extracting(alert -> alert.getApp() + " " + alert.getState())
        .containsExactly("b firing", "a firing");
  }

  @Test
  void aClosedArchive_staysClosed() {
    archive.close();

    ArchiveFault fault = catchThrowableOfType(ArchiveFault.class, archive::check);

    assertThat(fault.kind()).isEqualTo(ArchiveFault.Kind.BLOCKED);
    assertThat(traces()).isZero();
  }

  @Test
  void aRemark_isToldWithWhatIsWrong() {
    archive.reading(ArchiveState.Condition.FOLLOWING, null, 1, 0);
    archive.remark("boards are old");
    assertThat(archive.state().detail()).isEqualTo("boards are old");

    archive.reading(ArchiveState.Condition.STALLED, "no Kafka", 0, 0);
    assertThat(archive.state().detail()).isEqualTo("no Kafka. boards are old");

    archive.remark(null);
    assertThat(archive.state().detail()).isEqualTo("no Kafka");
  }
}
