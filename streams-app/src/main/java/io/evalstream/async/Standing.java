package io.evalstream.async;

/// Whether a peer can be used at all. It cannot from a [CallResult.Pause] until a call goes
/// otherwise.
///
/// @param reason a short constant such as `quota`; empty while it can be used
/// @param detail what to tell a person; empty while it can be used
public record Standing(boolean usable, String reason, String detail) {

  static final Standing GOOD = new Standing(true, "", "");
}
