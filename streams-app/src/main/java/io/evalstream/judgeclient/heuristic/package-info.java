/// A judge that counts words instead of asking a model.
@NullMarked
package io.evalstream.judgeclient.heuristic;

import org.jspecify.annotations.NullMarked;
