package dev.roost.presence;

import dev.roost.serializer.Payload;
import java.util.Collection;
import java.util.List;

/**
 * The presences of a topic at one moment: keys, each with one meta or more. Immutable, and safe for
 * any thread.
 *
 * <p>The metas of a key are in the order in which they came.
 */
public interface Presences {

  /** How many keys there are. */
  int size();

  /** Whether there is no key. */
  boolean isEmpty();

  /** The keys. */
  Collection<String> keys();

  /**
   * The metas of a key, each a JSON object.
   *
   * @return empty if the key is not there
   */
  List<Payload> metas(String key);

  /** What {@code presence_state} carries: {@code {key: {"metas": […]}}}. */
  Payload payload();
}
