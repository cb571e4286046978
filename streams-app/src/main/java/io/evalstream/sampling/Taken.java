package io.evalstream.sampling;

/// What the judgements of one app have taken so far, in one task.
///
/// @param evaluators of traces that judgements were planned for
/// @param judgements planned for them
/// @param answered judgements of today whose end tells what one costs
/// @param usd US dollars that these cost
record Taken(double evaluators, double judgements, double answered, double usd) {

  /// What came after an earlier reading; a day begins with nothing.
  Taken since(Taken earlier) {
    boolean sameDay = answered >= earlier.answered && usd >= earlier.usd;
    return new Taken(
        evaluators - earlier.evaluators,
        judgements - earlier.judgements,
        sameDay ? answered - earlier.answered : answered,
        sameDay ? usd - earlier.usd : usd);
  }
}
