package io.evalstream.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Paths of the registry's API that hold names of people's choice.
final class SubjectPath {

  private SubjectPath() {}

  static String subject(String subject) {
    return "/subjects/" + encoded(subject);
  }

  static String versions(String subject) {
    return subject(subject) + "/versions";
  }

  /// @param version a number or `latest`
  static String version(String subject, String version) {
    return versions(subject) + "/" + version;
  }

  static String compatibility(String subject) {
    return "/compatibility" + version(subject, "latest") + "?verbose=true";
  }

  static String association(String cluster, String topic, String type) {
    return "/associations/resources/%s/%s?resourceType=topic&associationType=%s"
        .formatted(encoded(cluster), encoded(topic), type);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
