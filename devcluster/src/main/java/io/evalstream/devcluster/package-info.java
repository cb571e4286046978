/// Everything around Evalstream on one machine without Docker: a broker and a schema registry.
@NullMarked
package io.evalstream.devcluster;

import org.jspecify.annotations.NullMarked;
