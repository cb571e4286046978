package io.evalstream.cli;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a command cleanly on Ctrl-C or SIGTERM: interrupts its thread, so that it closes what it
/// opened and returns. The exit code is then the command's, not that of a process that was killed.
///
/// A second signal ends the JVM at once. After `done` signals do what they did before.
///
/// *How it works:* `sun.misc.Signal`, which every JDK has in the module jdk.unsupported, by
/// reflection: javac warns of its name in a way that cannot be answered.
final class Stop {

  private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
  private static final List<String> SIGNALS = List.of("INT", "TERM");
  private static final int KILLED = 143;

  private final Thread command;
  private final List<Runnable> restores = new ArrayList<>();
  private volatile boolean asked;

  private Stop(Thread command) {
    this.command = command;
  }

  /// Listens until it is done.
  static Stop interrupting(Thread command) {
    Stop stop = new Stop(command);
    try {
      for (String signal : SIGNALS) {
        stop.listen(signal);
      }
    } catch (ReflectiveOperationException e) {
      LOG.atWarn().addKeyValue("error", e).log("signals end this process at once");
    }
    return stop;
  }

  private void listen(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = type.getConstructor(String.class).newInstance(name);
    Object handler =
        Proxy.newProxyInstance(
            Stop.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                signalled();
              }
              return null;
            });
    var handle = type.getMethod("handle", type, handlerType);
    Object before = handle.invoke(null, signal, handler);
    restores.add(
        () -> {
          try {
            handle.invoke(null, signal, before);
          } catch (ReflectiveOperationException e) {
            LOG.debug("a signal handler was not put back", e);
          }
        });
  }

  private void signalled() {
    if (asked) {
      Runtime.getRuntime().halt(KILLED);
    }
    asked = true;
    command.interrupt();
  }

  /// The command has closed everything.
  void done() {
    restores.forEach(Runnable::run);
    restores.clear();
  }
}
