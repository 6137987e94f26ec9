package dev.roost.internal.live.template;

import dev.roost.internal.live.diff.ComponentBody;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * A compiled function component.
 *
 * @param attributes the record of its attributes and slots
 * @param lookup of the class that declares it, which may make such records
 */
public record FunctionDefinition(Class<?> attributes, Lookup lookup, ComponentBody body) {}
