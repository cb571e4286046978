package io.evalstream.bench.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The CPU time of processes, as Linux counts it.
final class Cpu {

  // USER_HZ, which is the same on every Linux that runs a JVM.
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private Cpu() {}

  /// Seconds of CPU that the process has used, of all its threads.
  static double seconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name in parentheses may hold spaces.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
          / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has no /proc entry", e);
    }
  }

  /// Seconds since the start of the machine in which its processors had nothing to do.
  static double idleSeconds() {
    try {
      String uptime = Files.readString(Path.of("/proc/uptime"));
      return Double.parseDouble(uptime.strip().split(" ", -1)[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
