/// Whether an answer may be shown: for applications that hold it back until it is judged.
@NullMarked
package io.evalstream.gate;

import org.jspecify.annotations.NullMarked;
