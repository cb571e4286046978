/// The judges there are: an LLM behind an OpenAI-compatible API, and the heuristic one.
@NullMarked
package io.evalstream.judgeclient;

import org.jspecify.annotations.NullMarked;
