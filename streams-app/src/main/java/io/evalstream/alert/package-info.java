/// Decides when a rate is bad enough to tell people, and tells each change once.
@NullMarked
package io.evalstream.alert;

import org.jspecify.annotations.NullMarked;
