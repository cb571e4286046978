/// The HTTP API under `/api/v1`.
@NullMarked
package io.evalstream.console.api;

import org.jspecify.annotations.NullMarked;
