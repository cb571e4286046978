/// What a monitor must have made of the traces that were published, and whether it has.
@NullMarked
package io.evalstream.bench.oracle;

import org.jspecify.annotations.NullMarked;
