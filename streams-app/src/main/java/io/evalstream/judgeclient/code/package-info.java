/// The judge of evaluators that are code.
@NullMarked
package io.evalstream.judgeclient.code;

import org.jspecify.annotations.NullMarked;
