package io.evalstream.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a JVM with the class path of this one and the flags of the launcher.
///
/// @param heap the largest heap, as `-Xmx` takes it
/// @param flags more flags of the JVM
/// @param main name of the main class
/// @param arguments of the main class
public record JavaCommand(String heap, List<String> flags, String main, List<String> arguments) {

  /// All but the largest heap: each process has its own.
  static final List<String> LAUNCHER_FLAGS =
      List.of(
          "-XX:+UseG1GC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.evalstream.event,io.evalstream.state");

  private static final String PROGRAM = "io.evalstream.cli.Main";

  public JavaCommand {
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
  }

  /// A command of the program `evalstream`.
  public static JavaCommand evalstream(String heap, String... arguments) {
    return new JavaCommand(heap, List.of(), PROGRAM, List.of(arguments));
  }

  /// The same for a process that does not live long: it starts with less work of the compiler.
  public JavaCommand shortLived() {
    return flags(List.of("-XX:TieredStopAtLevel=1"));
  }

  /// With more flags of the JVM.
  public JavaCommand flags(List<String> more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(more);
    return new JavaCommand(heap, all, main, arguments);
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heap);
    words.addAll(LAUNCHER_FLAGS);
    words.addAll(flags);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Lifeline.class.getName(), main));
    words.addAll(arguments);
    return words;
  }
}
