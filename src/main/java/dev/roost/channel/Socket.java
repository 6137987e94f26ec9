package dev.roost.channel;

import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The state that all channels of one connection share: the assigns and the connect information.
 * Immutable; state that changes is held in the fields of a {@link Channel}.
 *
 * @param id the topic on which the connection receives {@code disconnect}, or null
 * @param transport {@code websocket} or {@code longpoll}
 * @param vsn the protocol version the client asked for
 * @param assigns what {@link ConnectHandler#connect} assigned
 * @param trace the trace that the connecting was part of, or null; known if the mount asked for
 *     {@link ConnectInfo.Key#TRACE_CONTEXT_HEADERS}
 */
public record Socket(
    @Nullable String id,
    String transport,
    String vsn,
    Map<String, Object> assigns,
    @Nullable TraceContext trace) {

  /** Copies the assigns. */
  public Socket {
    assigns = Map.copyOf(assigns);
  }

  /** One that is part of no trace. */
  public Socket(@Nullable String id, String transport, String vsn, Map<String, Object> assigns) {
    this(id, transport, vsn, assigns, null);
  }

  /** The value assigned under the key, or null. */
  public @Nullable Object get(String key) {
    return assigns.get(key);
  }

  /**
   * The value assigned under the key.
   *
   * @throws NoSuchElementException if nothing was
   * @throws ClassCastException if it has another type
   */
  public <T> T get(String key, Class<T> type) {
    Object value = assigns.get(key);
    if (value == null) {
      throw new NoSuchElementException("nothing is assigned as " + key);
    }
    return type.cast(value);
  }
}
