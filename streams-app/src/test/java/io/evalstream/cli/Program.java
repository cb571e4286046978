package io.evalstream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// The program in this JVM: a command line in, an exit code and texts out.
record Program(int exitCode, String out, String err) {

  static Program run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Program(exitCode, out.toString(), err.toString());
  }
}
