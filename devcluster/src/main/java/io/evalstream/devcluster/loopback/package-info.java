/// Ports and HTTP servers that only this machine can reach.
@NullMarked
package io.evalstream.devcluster.loopback;

import org.jspecify.annotations.NullMarked;
