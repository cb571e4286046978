/// Decides what is a valid part of a trace and what is a dead letter.
@NullMarked
package io.evalstream.ingest;

import org.jspecify.annotations.NullMarked;
