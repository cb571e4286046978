/// The judges there are: LLMs behind an API, alone or several together, code, and the heuristic
/// one.
@NullMarked
package io.evalstream.judgeclient;

import org.jspecify.annotations.NullMarked;
