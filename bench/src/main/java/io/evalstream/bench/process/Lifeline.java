package io.evalstream.bench.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/// Runs a main class for as long as the process that started it lives.
///
/// *How it works:* standard input is a pipe from that process. When the process is gone, however it
/// ended, the pipe ends, and this JVM halts.
public final class Lifeline {

  private static final int ORPHANED = 3;

  private Lifeline() {}

  /// @param arguments name of the main class, and its arguments
  public static void main(String[] arguments) throws Throwable {
    Thread.ofPlatform().daemon().name("lifeline").start(Lifeline::haltAtTheEnd);
    Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void haltAtTheEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent.
      }
    } catch (IOException e) {
      // The pipe is broken: the same as its end.
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
