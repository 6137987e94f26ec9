package dev.roost.live.html;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field of a stateful component that the parent's template sets before each render. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Attribute {
  /** Whether a template may leave the attribute out; the field then keeps its value. */
  boolean optional() default false;
}
