package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Provenance;
import io.evalstream.judge.Usage;
import io.evalstream.judge.Vote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several judges who are asked the same at the same time; what more than half of them say counts.
///
/// More than half have to agree whether it fails; of the labels on that side the one with the most
/// votes is taken, at a tie that of the juror who is named first. Without such a majority there is
/// no label, and the outcome is that of the first juror who gave none. Where a juror cannot be
/// asked and the others give no majority, all are asked again; what the others cost is then not
/// told.
final class Jury implements Judge {

  private final String name;
  private final List<Seat> seats;

  /// @param seats an odd number of them
  Jury(String name, List<Seat> seats) {
    this.name = name;
    this.seats = List.copyOf(seats);
    if (seats.size() % 2 == 0) {
      throw new IllegalArgumentException("a jury has an odd number of judges");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) throws Exception {
    List<CallResult<JudgeReply>> results = ask(request, attempt);
    List<JudgeReply> replies = results.stream().map(Seat::reply).toList();
    Optional<CallResult<JudgeReply>> again =
        hasMajority(request, replies)
            ? Optional.empty()
            : results.stream()
                .filter(result -> !(result instanceof CallResult.Answered))
                .findFirst();
    return again.orElseGet(() -> new CallResult.Answered<>(verdict(request, replies)));
  }

  private static boolean hasMajority(JudgeRequest request, List<JudgeReply> replies) {
    long failing = replies.stream().filter(reply -> says(request, reply, true)).count();
    long passing = replies.stream().filter(reply -> says(request, reply, false)).count();
    return 2 * Math.max(failing, passing) > replies.size();
  }

  /// An interrupt of this thread ends all calls.
  private List<CallResult<JudgeReply>> ask(JudgeRequest request, Attempt attempt)
      throws InterruptedException, ExecutionException {
    List<Callable<CallResult<JudgeReply>>> calls = new ArrayList<>();
    seats.forEach(seat -> calls.add(() -> seat.call().call(request, attempt)));
    List<CallResult<JudgeReply>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<CallResult<JudgeReply>> call : threads.invokeAll(calls)) {
        results.add(call.get());
      }
    }
    return results;
  }

  private JudgeReply verdict(JudgeRequest request, List<JudgeReply> replies) {
    List<Vote> votes = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      votes.add(Vote.of(seats.get(i).name(), replies.get(i)));
    }
    long failing = replies.stream().filter(reply -> says(request, reply, true)).count();
    long passing = replies.stream().filter(reply -> says(request, reply, false)).count();
    JudgeReply speaker =
        hasMajority(request, replies)
            ? favourite(request, replies, failing > passing)
            : replies.stream()
                .filter(JudgeReply.Unlabelled.class::isInstance)
                .findFirst()
                .orElseThrow();
    return speaker.with(usage(speaker, replies), Provenance.ofVotes(replies, votes));
  }

  private static boolean says(JudgeRequest request, JudgeReply reply, boolean fails) {
    return reply instanceof JudgeReply.Labelled labelled
        && request.failing().contains(labelled.label()) == fails;
  }

  /// The first reply with the label that most of that side gave.
  private static JudgeReply favourite(
      JudgeRequest request, List<JudgeReply> replies, boolean fails) {
    Map<String, List<JudgeReply>> byLabel = new LinkedHashMap<>();
    for (JudgeReply reply : replies) {
      if (reply instanceof JudgeReply.Labelled labelled && says(request, reply, fails)) {
        byLabel.computeIfAbsent(labelled.label(), _ -> new ArrayList<>()).add(reply);
      }
    }
    List<JudgeReply> most = List.of();
    for (List<JudgeReply> side : byLabel.values()) {
      most = side.size() > most.size() ? side : most;
    }
    return most.getFirst();
  }

  private static Usage usage(JudgeReply speaker, List<JudgeReply> replies) {
    Usage sum = speaker.usage().forFree();
    for (JudgeReply reply : replies) {
      sum = sum.plus(reply.usage());
    }
    return sum;
  }

  @Override
  public void close() {}
}
