package io.evalstream.devcluster.stub;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What the model behind the stub judge can do.
///
/// @param contextTokens how long a prompt may be, up to a billion; 0 for any length
/// @param understands the ways to ask for the shape of a reply; any other is refused
public record Abilities(long contextTokens, Set<ReplyFormat> understands) {

  public static final Abilities ALL = new Abilities(0, EnumSet.allOf(ReplyFormat.class));

  private static final long MOST = 1_000_000_000;

  public Abilities {
    Faults.checkRange("context_tokens", contextTokens, MOST);
    if (understands.isEmpty()) {
      throw new IllegalArgumentException("faults: understands must name one format, was []");
    }
    understands = Collections.unmodifiableSet(EnumSet.copyOf(understands));
  }

  Abilities withContextTokens(long tokens) {
    return new Abilities(tokens, understands);
  }

  Abilities withFormats(Set<ReplyFormat> formats) {
    return new Abilities(contextTokens, formats);
  }

  boolean hasRoomFor(ChatRequest request) {
    return contextTokens == 0 || request.promptTokens() <= contextTokens;
  }
}
