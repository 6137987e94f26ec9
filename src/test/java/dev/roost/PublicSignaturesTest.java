package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roost.internal.pubsub.PubSub;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No signature that users call, implement or read contains an internal type. */
class PublicSignaturesTest {
  private static final String INTERNAL = "dev.roost.internal";
  private static final String ROOMS = "dev.roost.rooms";

  @Test
  void noSignatureOfUsersHasAnInternalType() {
    JavaClasses library =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.roost");
    List<JavaClass> types = library.stream().filter(PublicSignaturesTest::isForUsers).toList();
    assertThat(types).hasSizeGreaterThan(50);
    assertThat(types.stream().flatMap(PublicSignaturesTest::leaks)).isEmpty();
  }

  @Test
  void leaksAreFoundInEveryPosition() {
    JavaClass leaky = new ClassFileImporter().importClass(Leaky.class);
    assertThat(leaks(leaky))
        .map(leak -> leak.substring(leak.indexOf("Leaky")))
        .allMatch(leak -> leak.endsWith("speaks of " + PubSub.class.getName()))
        .map(leak -> leak.substring(0, leak.indexOf(" ")))
        .containsExactlyInAnyOrder(
            "Leaky",
            "Leaky.field",
            "Leaky.<init>(java.util.Map)",
            "Leaky.returned()",
            "Leaky.taken(java.util.List)",
            "Leaky.bounded(java.lang.Object)");
  }

  /** Uses the internal type in each position of a signature. */
  @SuppressWarnings("unused")
  public abstract static class Leaky implements Supplier<PubSub> {
    protected PubSub[] field = {};
    private PubSub hidden;

    protected Leaky(Map<String, PubSub> constructed) {}

    public abstract List<? extends PubSub> returned();

    protected abstract void taken(List<PubSub> list);

    public abstract <T extends Supplier<PubSub>> void bounded(Object other);

    abstract PubSub packagePrivate();
  }

  private static boolean isForUsers(JavaClass type) {
    String name = type.getPackageName();
    return isVisible(type) && !isBelow(name, INTERNAL) && !isBelow(name, ROOMS);
  }

  private static boolean isVisible(JavaClass type) {
    Set<JavaModifier> modifiers = type.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && type.getEnclosingClass().map(PublicSignaturesTest::isVisible).orElse(true);
  }

  private static boolean isBelow(String packageName, String parent) {
    return packageName.equals(parent) || packageName.startsWith(parent + ".");
  }

  private static Stream<String> leaks(JavaClass type) {
    Stream<JavaType> supertypes =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<String> ofType =
        internal(Stream.concat(supertypes, bounds(type.getTypeParameters())))
            .map(leaked -> leak(type.getName(), leaked));
    Stream<String> ofMembers =
        type.getMembers().stream()
            .filter(PublicSignaturesTest::isVisible)
            .flatMap(
                member ->
                    internal(signature(member)).map(leaked -> leak(member.getFullName(), leaked)));
    return Stream.concat(ofType, ofMembers);
  }

  private static String leak(String where, String what) {
    return where + " speaks of " + what;
  }

  private static boolean isVisible(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(code.getReturnType()),
            code.getParameterTypes().stream(),
            code.getExceptionTypes().stream().map(JavaType.class::cast),
            bounds(code.getTypeParameters()))
        .flatMap(each -> each);
  }

  private static Stream<JavaType> bounds(Collection<? extends JavaTypeVariable<?>> typeParameters) {
    return typeParameters.stream().flatMap(each -> each.getUpperBounds().stream());
  }

  private static Stream<String> internal(Stream<JavaType> types) {
    return types
        .flatMap(each -> each.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(each -> isBelow(each.getPackageName(), INTERNAL))
        .map(JavaClass::getName)
        .distinct();
  }
}
