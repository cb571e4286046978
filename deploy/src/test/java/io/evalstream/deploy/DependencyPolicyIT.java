package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether the policy of dependencies stops a build that breaks it: Maven is run on modules with a
/// planted fault.
class DependencyPolicyIT {

  @TempDir Path folder;

  @Test
  void testLibraryThatWouldShip_stopsTheBuild() throws Exception {
    Ran build = build("org.junit.jupiter", "junit-jupiter", "");

    assertThat(build.exitCode()).isNotZero();
    assertThat(build.out()).contains("Libraries of tests stay in tests", "<--- banned");
  }

  @Test
  void olderVersionThanWhatALibraryNeeds_stopsTheBuild() throws Exception {
    Ran build = build("io.javalin", "javalin", older("org.slf4j", "slf4j-api", "2.0.9"));

    assertThat(build.exitCode()).isNotZero();
    assertThat(build.out())
        .contains("Require upper bound dependencies error for org.slf4j:slf4j-api");
  }

  @Test
  void moduleWithoutAFault_isBuilt() throws Exception {
    build("info.picocli", "picocli", "").well();
  }

  private static String older(String group, String artifact, String version) {
    return "<dependencyManagement><dependencies><dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency></dependencies></dependencyManagement>"
        .formatted(group, artifact, version);
  }

  private Ran build(String group, String artifact, String management) throws Exception {
    Path root = folder.toRealPath().relativize(Repository.path("pom.xml").toRealPath());
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>io.evalstream</groupId>
            <artifactId>evalstream</artifactId>
            <version>0.1.0-SNAPSHOT</version>
            <relativePath>%s</relativePath>
          </parent>
          <artifactId>planted</artifactId>
          %s
          <dependencies>
            <dependency><groupId>%s</groupId><artifactId>%s</artifactId></dependency>
          </dependencies>
        </project>
        """
            .formatted(root, management, group, artifact));
    return Ran.in(
        Repository.path("."),
        List.of("./mvnw", "-B", "-f", folder.resolve("pom.xml").toString(), "validate"));
  }
}
