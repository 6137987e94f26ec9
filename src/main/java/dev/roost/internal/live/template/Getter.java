package dev.roost.internal.live.template;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one member of an object. */
@FunctionalInterface
interface Getter {
  @Nullable Object get(Object owner) throws Throwable;

  /**
   * A getter of a handle that takes the owner. A method becomes a generated lambda, which the JIT
   * inlines; a field cannot and is read through the handle.
   */
  static Getter of(MethodHandles.Lookup lookup, MethodHandle handle, boolean isMethod) {
    if (isMethod) {
      try {
        @SuppressWarnings("unchecked") // As the method types below say.
        Function<Object, @Nullable Object> function =
            (Function<Object, @Nullable Object>)
                LambdaMetafactory.metafactory(
                        lookup,
                        "apply",
                        MethodType.methodType(Function.class),
                        MethodType.methodType(Object.class, Object.class),
                        handle,
                        handle.type().wrap())
                    .getTarget()
                    .invoke();
        return function::apply;
      } catch (Throwable notDirect) {
        // Not every handle can be a lambda, such as one of a class from another loader.
        return ofHandle(handle);
      }
    }
    return ofHandle(handle);
  }

  private static Getter ofHandle(MethodHandle handle) {
    MethodHandle generic = handle.asType(MethodType.methodType(Object.class, Object.class));
    return owner -> (Object) generic.invokeExact(owner);
  }
}
