/// What the rooms that answer over HTTP have in common: how they add routes, read parameters and
/// say what is wrong.
@NullMarked
package io.evalstream.http;

import org.jspecify.annotations.NullMarked;
