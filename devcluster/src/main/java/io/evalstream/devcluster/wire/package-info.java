/// HTTP/1.1 by hand, for a server that is cheap and that can also break the protocol.
@NullMarked
package io.evalstream.devcluster.wire;

import org.jspecify.annotations.NullMarked;
