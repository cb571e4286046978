package io.evalstream.bench.chaos;

import io.evalstream.topic.TopicNames;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Traces that are published while everything else happens.
final class Load {

  private final ChaosOptions options;
  private final Diary diary;
  private final CompletableFuture<Integer> published = new CompletableFuture<>();
  private volatile boolean mayEnd;

  private Load(ChaosOptions options, Diary diary) {
    this.options = options;
    this.diary = diary;
  }

  /// Begins to publish, on a thread of its own.
  static Load start(Stage stage, Traffic traffic, ChaosOptions options, Diary diary) {
    Load load = new Load(options, diary);
    Thread.ofPlatform().daemon().name("load").start(() -> load.publish(stage, traffic));
    return load;
  }

  private void publish(Stage stage, Traffic traffic) {
    try (Publisher publisher =
        new Publisher(stage.clients(), new TopicNames(TopicNames.DEFAULT_PREFIX))) {
      published.complete(publisher.publish(traffic, options.tracesPerSecond(), this::isLongEnough));
      diary.note("all is published");
    } catch (Throwable e) {
      published.completeExceptionally(e);
    }
  }

  private boolean isLongEnough() {
    return mayEnd && diary.time().compareTo(options.load()) >= 0;
  }

  /// Ends the load when its time is over. Returns how many traces were published.
  ///
  /// @throws IllegalStateException when they could not be
  int finish() throws InterruptedException {
    mayEnd = true;
    try {
      return published.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the load failed: " + e.getCause(), e);
    }
  }
}
