package dev.roost.live.html;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a function component's attribute where the caller gives none, on a component of its
 * record. Without it an attribute is required unless its type is {@code @Nullable}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** As it would be written in a template: text, a number, {@code true}, an enum's constant. */
  String value();
}
