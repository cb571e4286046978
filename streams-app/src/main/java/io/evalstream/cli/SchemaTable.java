package io.evalstream.cli;

import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryException;
import io.evalstream.registry.SubjectVersion;
import io.evalstream.topic.TopicSchema;
import java.io.PrintWriter;
import java.util.List;

/// A line for each schema, written while the registry is asked.
///
/// Each method returns the exit code: 1 when the registry said no to a schema.
record SchemaTable(RegistryClient registry, PrintWriter out) {

  private static final String ROW = "%-44s  %-7s  %-6s  %s%n";

  /// How a registry refuses a schema that is not compatible.
  private static final int CONFLICT = 409;

  int check(List<TopicSchema> schemas) {
    out.printf(ROW, "SUBJECT", "LATEST", "ID", "COMPATIBLE");
    int exitCode = 0;
    for (TopicSchema one : schemas) {
      exitCode = Math.max(exitCode, check(one));
    }
    out.flush();
    return exitCode;
  }

  private int check(TopicSchema one) {
    String subject = subject(one);
    SubjectVersion latest = registry.newest(subject).orElse(null);
    List<String> complaints = registry.complaints(subject, one.schema());
    out.printf(
        ROW,
        subject,
        latest == null ? "none" : latest.version(),
        latest == null ? "" : latest.id(),
        complaints.isEmpty() ? "yes" : "no");
    complaints.forEach(complaint -> out.printf("  %s%n", complaint));
    return complaints.isEmpty() ? 0 : 1;
  }

  int register(List<TopicSchema> schemas) {
    out.printf(ROW, "SUBJECT", "VERSION", "ID", "");
    int exitCode = 0;
    for (TopicSchema one : schemas) {
      exitCode = Math.max(exitCode, register(one));
    }
    out.flush();
    return exitCode;
  }

  private int register(TopicSchema one) {
    String subject = subject(one);
    try {
      int id = registry.register(subject, one.schema()).id();
      out.printf(ROW, subject, version(subject, one), id, "");
      return 0;
    } catch (RegistryException refusal) {
      if (refusal.httpStatus() != CONFLICT) {
        throw refusal;
      }
      out.printf(ROW, subject, "none", "", "refused");
      out.printf("  %s%n", refusal.getMessage());
      return 1;
    }
  }

  private String version(String subject, TopicSchema one) {
    return registry
        .find(subject, one.schema())
        .map(found -> String.valueOf(found.version()))
        .orElse("?");
  }

  private String subject(TopicSchema one) {
    return registry.subject(one.topic(), one.schema());
  }
}
