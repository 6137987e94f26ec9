package dev.roost.jackson3;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.roost.internal.json.RecordRules;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Makes the components of a record required, see {@link RecordRules}. */
final class RequiredComponents extends NopAnnotationIntrospector {
  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    RecordComponent component = component(member);
    return component == null ? null : RecordRules.isRequired(component);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    RecordComponent component = component(annotated);
    boolean refusesNull =
        component != null
            && RecordRules.isRequired(component)
            // In a tree, null is a value.
            && !JsonNode.class.isAssignableFrom(component.getType());
    return refusesNull ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : JsonSetter.Value.empty();
  }

  private static @Nullable RecordComponent component(Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter
        ? RecordRules.component(
            parameter.getDeclaringClass(),
            parameter.getOwner().getParameterCount(),
            parameter.getIndex())
        : null;
  }
}
