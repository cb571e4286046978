/// One turn of a chat on its way through the stages: its parts as they arrive, and the whole.
@NullMarked
package io.evalstream.trace;

import org.jspecify.annotations.NullMarked;
