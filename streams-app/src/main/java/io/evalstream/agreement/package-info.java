/// Holds what people say of answers against what the judge said of them.
@NullMarked
package io.evalstream.agreement;

import org.jspecify.annotations.NullMarked;
