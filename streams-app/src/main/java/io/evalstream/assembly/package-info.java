/// Joins a chat event with its retrieval spans, whichever comes first.
@NullMarked
package io.evalstream.assembly;

import org.jspecify.annotations.NullMarked;
