package io.evalstream.judgeclient;

/// How an API wants to be asked: those that speak the same wire format leave out different parts of
/// it.
///
/// Starts with the strictest form and only ever steps down, when an error names what is not
/// understood.
///
/// @param format how the shape of the reply is asked for
/// @param limitKey the name of the parameter that limits the reply
record Dialect(Format format, String limitKey) {

  Dialect with(Format other) {
    return new Dialect(other, limitKey);
  }
}
