package dev.roost;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks which package may use which: the channel protocol at the bottom, the rooms on top.
 *
 * <p>A package without classes passes.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roost");

  /** Checks of options, for every layer. */
  private static final String CHECKS = "internal.options";

  private static final List<Layer> LAYERS =
      List.of(
          layer(CHECKS).mayUse(),
          layer("serializer").mayUse("internal.json"),
          layer("internal.json").mayUse(),
          layer("jackson3").mayUse("serializer", "internal.json"),
          layer("proxy").mayUse(),
          layer("pubsub").mayUse(),
          layer("cluster").mayUse("internal.hazelcast"),
          layer("internal.hazelcast").mayUse(),
          layer("metrics").mayUse(),
          layer("internal.versions").mayUse(),
          layer("internal.rate").mayUse(),
          layer("token").mayUse("serializer"),
          layer("validation").mayUse("serializer"),
          layer("channel").mayUse("serializer", "token"),
          layer("auth").mayUse("channel"),
          layer("presence").mayUse("serializer", "channel"),
          new Layer("endpoint", "dev.roost", List.of())
              .mayUse("serializer", "proxy", "pubsub", "cluster", "metrics", "token", "validation")
              .mayUse("channel", "presence", "internal.versions", "internal.rate"),
          layer("internal.pubsub").mayUse("serializer", "pubsub", "cluster", "metrics"),
          layer("internal.presence")
              .mayUse("serializer", "cluster", "channel", "presence", "internal.pubsub"),
          layer("internal.session")
              .mayUse("serializer", "pubsub", "metrics", "channel", "endpoint")
              .mayUse("internal.rate", "internal.pubsub"),
          layer("internal.transport")
              .mayUse("serializer", "proxy", "metrics", "channel", "endpoint", "internal.session")
              .mayUse("internal.rate"),
          layer("internal.endpoint")
              .mayUse("serializer", "proxy", "pubsub", "cluster", "metrics", "token", "channel")
              .mayUse("presence", "endpoint", "internal.pubsub", "internal.presence")
              .mayUse("internal.session", "internal.transport", "internal.rate"),
          layer("testing")
              .mayUse("serializer", "token", "channel", "presence", "endpoint")
              .mayUse("internal.pubsub", "internal.session", "internal.endpoint"),
          layer("warmup").mayUse("serializer", "channel", "presence", "endpoint"),
          layer("routes").mayUse("serializer", "channel", "presence", "metrics", "endpoint"),
          layer("micrometer")
              .mayUse("cluster", "metrics", "channel", "auth", "presence", "endpoint", "live"),
          layer("spring")
              .mayUse("serializer", "jackson3", "proxy", "cluster", "channel", "validation", "auth")
              .mayUse("presence", "endpoint", "micrometer", "internal.versions"),
          layer("live.html").mayUse(),
          layer("internal.live").mayUse("live.html"),
          new Layer("live", "dev.roost.live", List.of())
              .mayUse("serializer", "proxy", "pubsub", "metrics", "token", "channel", "validation")
              .mayUse("presence", "endpoint", "live.html", "internal.live", "internal.rate"),
          layer("dashboard")
              .mayUse("serializer", "proxy", "cluster", "metrics", "token", "channel", "presence")
              .mayUse("endpoint", "live", "live.html"),
          layer("live.testing")
              .mayUse("serializer", "token", "channel", "endpoint", "testing")
              .mayUse("live", "live.html", "internal.live"),
          layer("rooms")
              .mayUse("serializer", "proxy", "pubsub", "cluster", "metrics", "token", "channel")
              .mayUse("validation", "auth", "presence", "endpoint", "routes", "micrometer")
              .mayUse("live", "live.html", "dashboard", "warmup"));

  /** Packages and the layers that they may use. */
  private record Layer(String name, String packages, List<String> used) {
    Layer mayUse(String... more) {
      return new Layer(name, packages, Stream.concat(used.stream(), Stream.of(more)).toList());
    }
  }

  private static Layer layer(String name) {
    return new Layer(name, "dev.roost." + name + "..", List.of());
  }

  @Test
  void packagesOnlyUseThoseBelowThem() {
    LayeredArchitecture architecture =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (Layer layer : LAYERS) {
      architecture = architecture.layer(layer.name).definedBy(layer.packages);
    }
    for (Layer layer : LAYERS) {
      LayerDependencySpecification rule = architecture.whereLayer(layer.name);
      architecture =
          layer.name.equals(CHECKS)
              ? rule.mayNotAccessAnyLayer()
              : rule.mayOnlyAccessLayers(layer.mayUse(CHECKS).used.toArray(String[]::new));
    }
    check(architecture);
  }

  /** Each package is one slice, including {@code dev.roost}. */
  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.(**)").should().beFreeOfCycles());
  }

  @Test
  void roomsUseNothingInternal() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("dev.roost.rooms..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.roost.internal.."));
  }

  @Test
  void nothingUsesTheRooms() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("dev.roost.rooms..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.roost.rooms.."));
  }

  @Test
  void libraryRunsWithoutOptionalDependencies() {
    check(
        ArchRuleDefinition.classes()
            .that()
            .resideOutsideOfPackages(
                "dev.roost.rooms..",
                "dev.roost.auth..",
                "dev.roost.cluster..",
                "dev.roost.internal.hazelcast..",
                "dev.roost.jackson3..",
                "dev.roost.live.testing..",
                "dev.roost.micrometer..",
                "dev.roost.spring..",
                "dev.roost.validation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.crypto..",
                "javax.management..",
                "dev.roost..",
                "io.vertx.core..",
                "io.vertx.ext.web",
                "io.vertx.ext.web.handler",
                "io.vertx.ext.web.sstore",
                "io.vertx.ext.auth.prng",
                "io.netty..",
                "com.fasterxml.jackson..",
                "org.pcollections..",
                "org.jspecify..",
                "org.slf4j.."));
  }

  /** A verifier from another library, such as Spring Security, works without Vert.x Auth. */
  @Test
  void onlyTheJwtVerifierUsesVertxAuth() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("dev.roost.auth..")
            .and()
            .haveNameNotMatching(
                "dev\\.roost\\.auth\\.(JwtVerifier|JwtKeys|KeySet|PublicKeys)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.auth.."));
  }

  @Test
  void roomsUseOnlyPublicApi() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("dev.roost.rooms..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..impl.."));
  }

  @Test
  void implPackagesAreOnlyUsedByTheirOwner() {
    check(ArchRuleDefinition.classes().should(useNoImplPackageOfOthers()));
  }

  @Test
  void standardStreamsAreOnlyUsedByTheRooms() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("dev.roost.rooms..")
            .should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void javaUtilLoggingIsOnlyUsedWhereHazelcastAsksForIt() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("dev.roost.internal.hazelcast..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging.."));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  /** Only {@code dev.roost.a} and its subpackages may use {@code dev.roost.a.impl}. */
  private static ArchCondition<JavaClass> useNoImplPackageOfOthers() {
    Pattern implPackage = Pattern.compile("(dev\\.roost\\..+?)\\.impl(\\..*)?");
    return new ArchCondition<>("use no impl package but their own") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          Matcher impl = implPackage.matcher(target.getPackageName());
          if (impl.matches() && !isWithin(user.getPackageName(), impl.group(1))) {
            events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static boolean isWithin(String packageName, String parent) {
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }
}
