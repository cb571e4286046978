package io.evalstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of the house: which room may know which.
@AnalyzeClasses(packages = "io.evalstream", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {

  private static final String[] DOOR = rooms("cli", "app");
  private static final String[] EDGE =
      rooms("judgeclient", "notify", "registry", "export", "http", "console", "gate");
  private static final Set<String> STAGES =
      Set.of(
          "ingest",
          "sampling",
          "assembly",
          "judging",
          "rate",
          "alert",
          "agreement",
          "spans",
          "offline");
  private static final String[] WORDS = rooms("evaluator", "judge", "trace", "judgement", "otlp");
  private static final String[] GROUND = rooms("async", "stats", "metric", "config", "topic");
  // Generated from the schemas, and the cluster of the demo: modules of their own.
  private static final String[] OTHER_MODULES = rooms("event", "state", "devcluster");

  @ArchTest
  static final ArchRule FLOORS_LOOK_ONLY_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("door")
          .definedBy(DOOR)
          .layer("edge")
          .definedBy(EDGE)
          .layer("stage")
          .definedBy(rooms(STAGES.toArray(String[]::new)))
          .layer("words")
          .definedBy(WORDS)
          .layer("ground")
          .definedBy(GROUND)
          .whereLayer("door")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("edge")
          .mayOnlyBeAccessedByLayers("door")
          .whereLayer("stage")
          .mayOnlyBeAccessedByLayers("door", "edge")
          .whereLayer("words")
          .mayOnlyBeAccessedByLayers("door", "edge", "stage");

  @ArchTest
  static final ArchRule EVERY_ROOM_IS_ON_A_FLOOR =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.of(DOOR, EDGE, rooms(STAGES.toArray(String[]::new)), WORDS, GROUND)
                  .flatMap(Arrays::stream)
                  .toArray(String[]::new))
          .orShould()
          .resideInAnyPackage(OTHER_MODULES);

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching("io.evalstream.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule STAGES_DO_NOT_KNOW_EACH_OTHER =
      slices().assignedFrom(new Stages()).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule FEW_TOUCH_KAFKA =
      noClasses()
          .that(areNotNamed("Topology", "Processor", "Serde"))
          .and()
          .resideOutsideOfPackages(rooms("app", "topic", "async", "devcluster"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  /// What decides alerts runs without Kafka: in tests, and in simulations.
  @ArchTest
  static final ArchRule ALERT_RULES_ARE_PLAIN =
      noClasses()
          .that()
          .resideInAnyPackage("io.evalstream.alert.rule..", "io.evalstream.alert.simulate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "io.evalstream.event..",
              "io.evalstream.state..");

  @ArchTest
  static final ArchRule STATS_DEPENDS_ON_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.evalstream.stats..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.not(
                  resideInAnyPackage("io.evalstream.stats..", "java..", "org.jspecify..")));

  /// The operator stands alone: it could be a library.
  @ArchTest
  static final ArchRule ASYNC_NEEDS_KAFKA_STREAMS_AND_A_BREAKER_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.evalstream.async..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.not(
                  resideInAnyPackage(
                      "io.evalstream.async..",
                      "java..",
                      "org.apache.kafka..",
                      "io.github.resilience4j..",
                      "org.slf4j..",
                      "org.jspecify..")));

  @ArchTest
  static final ArchRule THE_ROOT_IS_EMPTY =
      noClasses().should().resideInAPackage("io.evalstream").allowEmptyShould(true);

  @ArchTest
  static final ArchRule ROOMS_SAY_WHAT_THEY_ARE_FOR =
      noClasses()
          .should()
          .resideInAnyPackage(
              Stream.of("common", "util", "core", "model", "internal", "misc")
                  .map(name -> "io.evalstream.." + name + "..")
                  .toArray(String[]::new))
          .allowEmptyShould(true);

  private static String[] rooms(String... names) {
    return Arrays.stream(names).map(name -> "io.evalstream." + name + "..").toArray(String[]::new);
  }

  /// Counts a nested class under the name of the class around it.
  private static DescribedPredicate<JavaClass> areNotNamed(String... endings) {
    return DescribedPredicate.describe(
        "are not named *" + String.join(", *", endings),
        type -> {
          String file = type.getName().replaceAll("\\$.*", "");
          return Arrays.stream(endings).noneMatch(file::endsWith);
        });
  }

  private static final class Stages implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String[] path = type.getPackageName().split("\\.");
      return path.length > 2 && STAGES.contains(path[2])
          ? SliceIdentifier.of(path[2])
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the stages";
    }
  }
}
