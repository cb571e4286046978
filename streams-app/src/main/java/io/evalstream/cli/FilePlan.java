package io.evalstream.cli;

import io.evalstream.offline.FileJudging;
import io.evalstream.offline.RowFile;
import io.evalstream.offline.TraceRow;
import io.evalstream.state.JudgementRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// The judgements of a file, row by row. Reading it once before any judge is asked finds what is
/// wrong with a row before that costs money.
///
/// A second row with an id is left out: the monitor takes it for a duplicate too.
///
/// @param wanted whether a judgement of a row is to be made
record FilePlan(
    RowFile file, long limit, BiPredicate<TraceRow, JudgementRequest> wanted, FileJudging judging) {

  /// What the file holds.
  ///
  /// @param duplicates rows that are left out
  record Count(long rows, long judgements, long duplicates) {}

  /// Sees the judgements of a row.
  interface Visitor<X extends Exception> {
    void visit(TraceRow row, List<JudgementRequest> requests) throws X;
  }

  <X extends Exception> Count forEach(Visitor<X> visitor) throws IOException, X {
    Set<String> seen = new HashSet<>();
    long[] counts = new long[3];
    file.<X>visit(
        true,
        limit,
        row -> {
          counts[0]++;
          if (!seen.add(row.event().getTraceId())) {
            counts[2]++;
            return;
          }
          List<JudgementRequest> requests =
              judging.plan(row).stream().filter(request -> wanted.test(row, request)).toList();
          counts[1] += requests.size();
          visitor.visit(row, requests);
        });
    return new Count(counts[0], counts[1], counts[2]);
  }

  Count count() throws IOException {
    return this.<RuntimeException>forEach((row, requests) -> {});
  }
}
