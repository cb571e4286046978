package io.evalstream.export;

import io.evalstream.config.NearHost;
import io.evalstream.config.Secret;
import io.evalstream.config.SecretHeaders;
import io.evalstream.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where evaluations are sent over OTLP, and as what.
///
/// ```yaml
/// otlp_export:
///   endpoint: http://collector:4318
///   headers: { Authorization: "${OTLP_AUTHORIZATION}" }
///   resource: { openinference.project.name: docs-bot }
/// ```
///
/// @param endpoint `/v1/traces` and `/v1/logs` are appended; null: nothing is sent
/// @param headers of every request
/// @param spans whether each evaluation is sent as a span
/// @param events whether each evaluation is sent as an event
/// @param explanations whether they are sent too; they may quote texts of users
/// @param resource attributes of the sender, beside its name and version
/// @param timeout of one request
public record ExportConfig(
    @Nullable URI endpoint,
    Map<String, Secret> headers,
    boolean spans,
    boolean events,
    boolean explanations,
    Map<String, String> resource,
    Duration timeout) {

  public static final ExportConfig OFF =
      new ExportConfig(null, Map.of(), true, true, true, Map.of(), Duration.ofSeconds(10));

  private static final String KEY = "otlp_export";
  private static final Set<String> OUR_HEADERS = Set.of("content-type", "content-encoding");

  public ExportConfig {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  public boolean isOn() {
    return endpoint != null;
  }

  /// What is sent, as metrics name it.
  public Set<String> signalNames() {
    return !isOn()
        ? Set.of()
        : Stream.of(Signal.values())
            .filter(signal -> signal == Signal.TRACES ? spans : events)
            .map(Signal::wireName)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// @param root of the configuration
  public static ExportConfig read(Section root) {
    if (!root.has(KEY)) {
      return OFF;
    }
    Section section = root.section(KEY);
    boolean spans = section.bool("spans", OFF.spans);
    boolean events = section.bool("events", OFF.events);
    if (!spans && !events) {
      section.problem(
          "spans", "must be true where events is false, or leave out the section", null);
    }
    return new ExportConfig(
        endpoint(section),
        SecretHeaders.read(section, OUR_HEADERS),
        spans,
        events,
        section.bool("explanations", OFF.explanations),
        resource(section),
        section.duration("timeout", OFF.timeout, Duration.ofSeconds(1), Duration.ofMinutes(1)));
  }

  private static @Nullable URI endpoint(Section section) {
    String text = section.string("endpoint");
    String rule = text.isEmpty() ? null : brokenRule(text);
    if (rule != null) {
      section.problem("endpoint", rule, null);
    }
    return text.isEmpty() || rule != null ? null : URI.create(text.replaceFirst("/+$", ""));
  }

  /// It is not shown: a password may be in it.
  private static @Nullable String brokenRule(String text) {
    try {
      URI url = new URI(text);
      boolean isBase =
          String.valueOf(url.getScheme()).matches("https?")
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null;
      if (!isBase) {
        return "must be http(s)://host[:port][/path]; credentials go into headers";
      }
      if (url.getPath().matches(".*/v1/(traces|logs)/*")) {
        return "must end before /v1/traces, which is appended";
      }
      return NearHost.keepsSecret(url)
          ? null
          : "must be https, because explanations quote texts of users";
    } catch (URISyntaxException e) {
      return "must be a URL";
    }
  }

  private static Map<String, String> resource(Section section) {
    Map<String, String> resource = section.entries("resource");
    if (resource.containsKey("service.name") || resource.containsKey("service.version")) {
      section.problem(
          "resource",
          "must not have service.name or service.version: by its name what is sent is told from"
              + " what is to be judged",
          null);
    }
    return resource;
  }
}
