package io.evalstream.async;

import java.util.Map;

/// How the changelogs of short-lived entries are kept, so that a restore reads little: small
/// segments, compacted soon.
public final class ChangelogTopic {

  public static final Map<String, String> CONFIG =
      Map.of(
          "segment.bytes", Integer.toString(32 * 1024 * 1024),
          "min.cleanable.dirty.ratio", "0.1",
          "max.compaction.lag.ms", "600000");

  private ChangelogTopic() {}
}
