/// Puts the stages together: the topology, its lifecycle, and the HTTP port.
@NullMarked
package io.evalstream.app;

import org.jspecify.annotations.NullMarked;
