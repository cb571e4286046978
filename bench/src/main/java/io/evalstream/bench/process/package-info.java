/// The programs of the project as processes of their own, to be watched, stopped and killed.
@NullMarked
package io.evalstream.bench.process;

import org.jspecify.annotations.NullMarked;
