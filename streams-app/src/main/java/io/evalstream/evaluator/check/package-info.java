/// Rules that a text keeps or breaks, decided by code and without a judge.
@NullMarked
package io.evalstream.evaluator.check;

import org.jspecify.annotations.NullMarked;
