package io.evalstream.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.judgement.JudgementPlan;
import io.evalstream.state.JudgementRequest;
import io.evalstream.stats.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows whose labels are known, to be asked again and again.
///
/// @param rows that have a label, each with the judgements that have one
/// @param problems labels that no evaluator knows, and ids that come twice
public record GoldenSet(List<Row> rows, List<String> problems) {

  /// More would not fit beside the work of a monitor.
  public static final int MOST_ROWS = 2_000;

  public GoldenSet {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /// One row.
  ///
  /// @param requests its judgements that have a label
  public record Row(TraceRow row, List<JudgementRequest> requests) {

    public Row {
      requests = List.copyOf(requests);
    }

    private Row only(Set<String> evaluators) {
      return new Row(
          row, requests.stream().filter(one -> evaluators.contains(one.getEvaluator())).toList());
    }
  }

  /// Reads the rows that have a label for one of the evaluators.
  ///
  /// @param evaluators ids
  /// @throws RowException at the first row that is not a trace
  public static GoldenSet read(Path file, EvaluatorLibrary library, Set<String> evaluators)
      throws IOException {
    Map<String, Double> always = evaluators.stream().collect(toMap(id -> id, id -> 1.0));
    JudgementPlan plan = new JudgementPlan(library);
    List<Row> rows = new ArrayList<>();
    Set<String> problems = new LinkedHashSet<>();
    Set<String> ids = new TreeSet<>();
    RowFile.ofRetrievals(file)
        .<RuntimeException>visit(
            true,
            Long.MAX_VALUE,
            row -> {
              String id = row.event().getTraceId();
              if (!ids.add(id)) {
                problems.add("row " + id + ": the id comes twice");
              }
              List<JudgementRequest> labelled = new ArrayList<>();
              for (JudgementRequest request : plan.of(row.trace(always))) {
                if (isLabelled(row, request, library, problems)) {
                  labelled.add(request);
                }
              }
              if (!labelled.isEmpty()) {
                rows.add(new Row(row, labelled));
              }
            });
    return new GoldenSet(rows, List.copyOf(problems));
  }

  private static boolean isLabelled(
      TraceRow row, JudgementRequest request, EvaluatorLibrary library, Set<String> problems) {
    Evaluator evaluator = library.find(request.getEvaluator()).orElseThrow();
    return switch (Truth.of(row.labels(), evaluator, request.getDocumentId())) {
      case Truth.Known _ -> true;
      case Truth.Untold _ -> false;
      case Truth.Strange(String text) -> {
        problems.add(
            "row %s: the label of %s must be one of %s, was '%s'"
                .formatted(
                    row.event().getTraceId(),
                    evaluator.id(),
                    String.join(", ", evaluator.labelNames()),
                    text));
        yield false;
      }
    };
  }

  /// The evaluators that a row has a label for.
  public Set<String> evaluators() {
    Set<String> labelled = new TreeSet<>();
    rows.forEach(row -> row.requests.forEach(one -> labelled.add(one.getEvaluator())));
    return labelled;
  }

  /// Rounds until every row was asked once.
  ///
  /// @param perRound rows at most
  public int rounds(int perRound) {
    return Math.max(1, Math.ceilDiv(rows.size(), perRound));
  }

  /// The rows of one round, spread over the file.
  ///
  /// @param rounds that there are
  /// @param round from 0; those from `rounds` on are the same again
  /// @param evaluators those that are asked
  public List<Row> round(int rounds, long round, Set<String> evaluators) {
    int first = Math.floorMod(round, rounds);
    return IntStream.range(0, rows.size())
        .filter(index -> index % rounds == first)
        .mapToObj(index -> rows.get(index).only(evaluators))
        .filter(row -> !row.requests.isEmpty())
        .toList();
  }

  /// A hash of the rows that have a label for an evaluator: their texts and their labels.
  public String hash(Evaluator evaluator) {
    MessageDigest digest = Sha256.digest();
    for (Row row : rows) {
      for (JudgementRequest request : row.only(Set.of(evaluator.id())).requests) {
        add(digest, texts(row.row));
        add(digest, String.valueOf(request.getDocumentId()));
        add(digest, label(row.row.labels(), evaluator, request.getDocumentId()));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Without what a row that does not say it gets: an id from its place, and the time of reading.
  private static String texts(TraceRow row) {
    RetrievalSpan span = row.span();
    ChatEvent event =
        ChatEvent.newBuilder(row.event()).setTraceId("").setOccurredAt(Instant.EPOCH).build();
    return span == null
        ? event.toString()
        : event
            + RetrievalSpan.newBuilder(span)
                .setTraceId("")
                .setOccurredAt(Instant.EPOCH)
                .build()
                .toString();
  }

  private static String label(RowLabels labels, Evaluator evaluator, @Nullable String documentId) {
    return Truth.of(labels, evaluator, documentId) instanceof Truth.Known(var label)
        ? label.name()
        : "";
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) 0);
  }
}
