/// Questions that are asked of traces: definitions with closed labels, the built-in library, and
/// the prompt that puts one of them to a judge.
@NullMarked
package io.evalstream.evaluator;

import org.jspecify.annotations.NullMarked;
