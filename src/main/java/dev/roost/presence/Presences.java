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

  /**
   * All keys in their natural order, with their metas decoded.
   *
   * <p>A topic is decoded once for all who ask for the same type, and a key that did not change
   * since stays the same object. So a view that shows the list costs little in each of many
   * browsers. Metas must be immutable, such as records.
   *
   * @param type what a meta is decoded to
   * @throws dev.roost.serializer.InvalidPayloadException if a meta is no such object
   */
  <M> List<Present<M>> all(Class<M> type);

  /** The payload of {@code presence_state}: {@code {key: {"metas": […]}}}. */
  Payload payload();
}
