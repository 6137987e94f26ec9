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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Which package may use which: the channel protocol at the bottom, the example server on top.
 *
 * <p>A package that has no class yet breaks no rule.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roost");

  @Test
  void packagesOnlyUseThoseBelowThem() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("serializer")
            .definedBy("dev.roost.serializer..")
            .layer("proxy")
            .definedBy("dev.roost.proxy..")
            .layer("channel")
            .definedBy("dev.roost.channel..")
            .layer("validation")
            .definedBy("dev.roost.validation..")
            .layer("pubsub")
            .definedBy("dev.roost.internal.pubsub..")
            .layer("token")
            .definedBy("dev.roost.token..")
            .layer("presence")
            .definedBy("dev.roost.presence..")
            .layer("session")
            .definedBy("dev.roost.internal.session..")
            .layer("transport")
            .definedBy("dev.roost.internal.transport..")
            .layer("endpoint")
            .definedBy("dev.roost", "dev.roost.cluster..", "dev.roost.metrics..")
            .layer("testing")
            .definedBy("dev.roost.testing..")
            .layer("rooms")
            .definedBy("dev.roost.rooms..")
            .whereLayer("serializer")
            .mayNotAccessAnyLayer()
            .whereLayer("proxy")
            .mayNotAccessAnyLayer()
            .whereLayer("channel")
            .mayOnlyAccessLayers("serializer", "token")
            .whereLayer("validation")
            .mayOnlyAccessLayers("serializer")
            .whereLayer("pubsub")
            .mayOnlyAccessLayers("serializer")
            .whereLayer("token")
            .mayOnlyAccessLayers("serializer")
            .whereLayer("presence")
            .mayOnlyAccessLayers("serializer", "channel", "pubsub")
            .whereLayer("session")
            .mayOnlyAccessLayers("serializer", "channel", "pubsub")
            .whereLayer("transport")
            .mayOnlyAccessLayers("serializer", "proxy", "session", "channel")
            .whereLayer("endpoint")
            .mayOnlyAccessLayers(
                "serializer",
                "proxy",
                "channel",
                "validation",
                "pubsub",
                "token",
                "presence",
                "session",
                "transport")
            .whereLayer("testing")
            .mayOnlyAccessLayers(
                "serializer",
                "channel",
                "pubsub",
                "token",
                "presence",
                "session",
                "transport",
                "endpoint")
            .whereLayer("testing")
            .mayNotBeAccessedByAnyLayer());
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.roost.(**)").should().beFreeOfCycles());
  }

  @Test
  void nothingUsesTheExampleServer() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("dev.roost.rooms..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.roost.rooms.."));
  }

  @Test
  void theLibraryNeedsNoneOfTheOptionalDependencies() {
    check(
        ArchRuleDefinition.classes()
            .that()
            .resideOutsideOfPackages(
                "dev.roost.rooms..",
                "dev.roost.cluster..",
                "dev.roost.metrics..",
                "dev.roost.validation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.crypto..",
                "dev.roost..",
                "io.vertx.core..",
                "io.vertx.ext.web",
                "io.netty..",
                "com.fasterxml.jackson..",
                "org.pcollections..",
                "org.jspecify..",
                "org.slf4j.."));
  }

  @Test
  void exampleServerOnlyUsesPublicApi() {
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
  void standardStreamsAreOnlyUsedByTheExampleServer() {
    check(
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("dev.roost.rooms..")
            .should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void javaUtilLoggingIsNotUsed() {
    check(
        ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging.."));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  /** For {@code dev.roost.a.impl}, only {@code dev.roost.a} and what is below it. */
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
