package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Expression;
import dev.roost.live.html.RenderException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A path that is resolved: a variable and the members read from it, one after the other. */
final class Path implements Expression {
  private final JavaType type;
  private final int slot;
  private final String[] names;
  private final Getter[] getters;
  private final String place;

  /**
   * @param slot the variable
   * @param names the members, for messages
   * @param place where in the template, for messages
   */
  Path(JavaType type, int slot, String[] names, Getter[] getters, String place) {
    this.type = type;
    this.slot = slot;
    this.names = names;
    this.getters = getters;
    this.place = place;
  }

  JavaType type() {
    return type;
  }

  @Override
  public @Nullable Object get(@Nullable Object[] scope) {
    Object value = scope[slot];
    for (int i = 0; i < getters.length; i++) {
      if (value instanceof Optional<?> optional) {
        value = optional.orElse(null);
      }
      if (value == null) {
        throw new RenderException(
            place
                + ": "
                + (i == 0 ? "the variable" : names[i - 1])
                + " is null, no "
                + names[i]
                + " can be read from it",
            null);
      }
      try {
        value = getters[i].get(value);
      } catch (RenderException e) {
        throw e;
      } catch (Throwable e) {
        throw new RenderException(place + ": " + names[i] + " failed: " + e, e);
      }
    }
    return value;
  }
}
