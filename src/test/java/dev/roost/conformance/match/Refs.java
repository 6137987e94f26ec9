package dev.roost.conformance.match;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The value bound to each {@code <ref:NAME>} of a scenario. Different names have different values.
 */
public final class Refs {
  private final Map<String, String> values = new HashMap<>();

  /**
   * Binds the name to the value, if both are free or already bound to each other.
   *
   * @return the reason for a failure, else empty
   */
  Optional<String> bind(String name, String value) {
    String known = values.get(name);
    if (known != null) {
      return known.equals(value)
          ? Optional.empty()
          : Optional.of("<ref:" + name + "> was " + known + " before");
    }
    for (Map.Entry<String, String> other : values.entrySet()) {
      if (other.getValue().equals(value)) {
        return Optional.of("is what <ref:" + other.getKey() + "> was");
      }
    }
    values.put(name, value);
    return Optional.empty();
  }

  /** A copy for an attempt that may fail. */
  Refs copy() {
    Refs copy = new Refs();
    copy.values.putAll(values);
    return copy;
  }

  /** Takes over the bindings of a copy. */
  void adopt(Refs copy) {
    values.putAll(copy.values);
  }
}
