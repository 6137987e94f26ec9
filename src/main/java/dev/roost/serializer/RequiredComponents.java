package dev.roost.serializer;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import dev.roost.internal.json.RecordRules;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes the components of a record required, as their constructor expects them all. Jackson would
 * pass null or 0 for what is missing. {@link RecordRules} says which may be missing.
 */
final class RequiredComponents extends NopAnnotationIntrospector {
  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    RecordComponent component = component(member);
    return component == null ? null : RecordRules.isRequired(component);
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    RecordComponent component = component(annotated);
    boolean refusesNull =
        component != null
            && RecordRules.isRequired(component)
            // In a tree, null is a value.
            && !JsonNode.class.isAssignableFrom(component.getType());
    return refusesNull ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : JsonSetter.Value.empty();
  }

  private static @Nullable RecordComponent component(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)) {
      return null;
    }
    return RecordRules.component(
        parameter.getDeclaringClass(),
        parameter.getOwner().getParameterCount(),
        parameter.getIndex());
  }
}
