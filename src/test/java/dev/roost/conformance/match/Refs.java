package dev.roost.conformance.match;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each {@code <ref:NAME>} of a scenario has turned out to stand for: some string, for which no
 * other name stands.
 */
public final class Refs {
  private final Map<String, String> values = new HashMap<>();

  /**
   * Takes the value for what the name stands for, if that can be.
   *
   * @return why it cannot be, or nothing
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

  /** To try something on that may come to nothing. */
  Refs copy() {
    Refs copy = new Refs();
    copy.values.putAll(values);
    return copy;
  }

  /** Keeps what a copy has learned. */
  void adopt(Refs copy) {
    values.putAll(copy.values);
  }
}
