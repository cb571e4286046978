package io.evalstream.async;

/// What calls cost, in the units that the peer allows so many of a minute, such as tokens.
///
/// @param <Q> what is asked
/// @param <A> what is answered
public interface Cost<Q, A> {

  /// What the call will cost, as far as that is known before it is made.
  double before(Q question);

  /// What it cost; negative when the answer does not say.
  double after(A answer);

  /// Of peers that do not count units.
  static <Q, A> Cost<Q, A> none() {
    return new Cost<>() {
      @Override
      public double before(Q question) {
        return 0;
      }

      @Override
      public double after(A answer) {
        return 0;
      }
    };
  }
}
