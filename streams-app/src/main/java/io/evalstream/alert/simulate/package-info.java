/// Runs alert rules over made-up traffic, to show how often they err and how fast they are.
@NullMarked
package io.evalstream.alert.simulate;

import org.jspecify.annotations.NullMarked;
