/// What is asked of a judge and what it replies.
@NullMarked
package io.evalstream.judge;

import org.jspecify.annotations.NullMarked;
