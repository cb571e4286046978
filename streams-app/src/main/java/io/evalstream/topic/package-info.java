/// The topics of the monitor: their names, how records are keyed, and how values become bytes.
@NullMarked
package io.evalstream.topic;

import org.jspecify.annotations.NullMarked;
