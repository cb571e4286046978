package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.QuestionHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// A judge who is not asked the same question twice: labels are remembered, and a question that is
/// being asked is waited for.
///
/// A question that wants a new answer is passed on, and its answer is not remembered. A reply from
/// memory costs nothing and says that it is one. Replies without a label are not remembered. Safe
/// for use by many threads at once.
final class CachedJudge implements Judge {

  private final Judge judge;
  private final Duration life;
  private final InstantSource clock;
  private final Map<String, CompletableFuture<CallResult<JudgeReply>>> running =
      new ConcurrentHashMap<>();

  // Guarded by itself; the one that was used last is the last.
  private final Map<String, Remembered> known;

  private record Remembered(JudgeReply reply, long until) {}

  /// @param entries how many labels are remembered at most
  /// @param life for how long
  CachedJudge(Judge judge, int entries, Duration life, InstantSource clock) {
    this.judge = judge;
    this.life = life;
    this.clock = clock;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > entries;
          }
        };
  }

  @Override
  public String name() {
    return judge.name();
  }

  @Override
  public Optional<JudgeReply> recall(QuestionHash question) {
    return question.isNone()
        ? Optional.empty()
        : remembered(question.hex()).map(CachedJudge::again);
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) throws Exception {
    if (request.wantsNewAnswer()) {
      return judge.call(request, attempt);
    }
    String question = request.question().hex();
    while (true) {
      Optional<JudgeReply> reply = recall(request.question());
      if (reply.isPresent()) {
        return new CallResult.Answered<>(reply.get());
      }
      CompletableFuture<CallResult<JudgeReply>> mine = new CompletableFuture<>();
      CompletableFuture<CallResult<JudgeReply>> other = running.putIfAbsent(question, mine);
      if (other == null) {
        return ask(request, attempt, mine);
      }
      Optional<CallResult<JudgeReply>> theirs = await(other);
      if (theirs.isPresent()) {
        return theirs.get().map(CachedJudge::again);
      }
    }
  }

  private CallResult<JudgeReply> ask(
      JudgeRequest request, Attempt attempt, CompletableFuture<CallResult<JudgeReply>> mine)
      throws Exception {
    String question = request.question().hex();
    try {
      CallResult<JudgeReply> result = judge.call(request, attempt);
      if (result instanceof CallResult.Answered<JudgeReply>(JudgeReply.Labelled labelled)) {
        remember(question, labelled);
      }
      mine.complete(result);
      return result;
    } finally {
      running.remove(question, mine);
      // Nothing happens when there is a result; otherwise those who wait have to ask themselves.
      mine.cancel(false);
    }
  }

  /// What the other one got; empty when it was given up.
  private static Optional<CallResult<JudgeReply>> await(
      CompletableFuture<CallResult<JudgeReply>> other) throws InterruptedException {
    try {
      return Optional.of(other.get());
    } catch (ExecutionException | java.util.concurrent.CancellationException e) {
      return Optional.empty();
    }
  }

  private Optional<JudgeReply> remembered(String question) {
    synchronized (known) {
      Remembered found = known.get(question);
      return found == null || found.until < clock.millis()
          ? Optional.empty()
          : Optional.of(found.reply);
    }
  }

  private void remember(String question, JudgeReply reply) {
    synchronized (known) {
      known.put(question, new Remembered(reply, clock.millis() + life.toMillis()));
    }
  }

  private static JudgeReply again(JudgeReply reply) {
    return reply.with(reply.usage().forFree(), reply.provenance().fromCache());
  }

  @Override
  public void close() {
    judge.close();
  }
}
