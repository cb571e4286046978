/// Trials of a judge itself, with texts that are made up: does it find what stands in a long text,
/// and do its scores mean anything.
@NullMarked
package io.evalstream.offline.probe;

import org.jspecify.annotations.NullMarked;
