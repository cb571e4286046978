/// Monitors under load whose processes are killed, frozen and restarted, and an account of what
/// came out.
@NullMarked
package io.evalstream.bench.chaos;

import org.jspecify.annotations.NullMarked;
