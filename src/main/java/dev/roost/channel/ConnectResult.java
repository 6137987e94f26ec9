package dev.roost.channel;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link ConnectHandler#connect}. Immutable.
 *
 * <pre>{@code
 * return ConnectResult.accept().assign("user", user).id("users_socket:" + user.id()).now();
 * }</pre>
 */
public final class ConnectResult {
  private static final ConnectResult ACCEPTED = new ConnectResult(true, null, Map.of(), null);
  private static final ConnectResult REFUSED = new ConnectResult(false, null, Map.of(), null);

  private final boolean accepted;
  private final @Nullable String id;
  private final Map<String, Object> assigns;
  private final @Nullable Object reason;

  private ConnectResult(
      boolean accepted, @Nullable String id, Map<String, Object> assigns, @Nullable Object reason) {
    this.accepted = accepted;
    this.id = id;
    this.assigns = assigns;
    this.reason = reason;
  }

  /** Lets the client in. */
  public static ConnectResult accept() {
    return ACCEPTED;
  }

  /** Refuses the client: HTTP status 403. */
  public static ConnectResult refuse() {
    return REFUSED;
  }

  /**
   * Refuses the client for a reason that the mount's error handler turns into an answer.
   *
   * @param reason anything the error handler understands
   */
  public static ConnectResult refuse(Object reason) {
    return new ConnectResult(false, null, Map.of(), Objects.requireNonNull(reason));
  }

  /**
   * The same with a socket id: a topic on which the connection hears {@code disconnect}, such as
   * {@code users_socket:7}.
   */
  public ConnectResult id(String socketId) {
    requireAccepted();
    return new ConnectResult(true, Objects.requireNonNull(socketId), assigns, null);
  }

  /** The same with a value for the channels of the connection, see {@link Socket#get}. */
  public ConnectResult assign(String key, Object value) {
    requireAccepted();
    Map<String, Object> more = new LinkedHashMap<>(assigns);
    more.put(key, Objects.requireNonNull(value));
    return new ConnectResult(true, id, Map.copyOf(more), null);
  }

  /** This result at once, for a {@link ConnectHandler} that needs no time. */
  public Future<ConnectResult> now() {
    return Future.succeededFuture(this);
  }

  /** Whether the client may connect. */
  public boolean isAccepted() {
    return accepted;
  }

  /** The socket id, or null. */
  public @Nullable String id() {
    return id;
  }

  /** The assigned values. */
  public Map<String, Object> assigns() {
    return assigns;
  }

  /** Why the client was refused, or null if that was not said. */
  public @Nullable Object reason() {
    return reason;
  }

  private void requireAccepted() {
    if (!accepted) {
      throw new IllegalStateException("a refused connection has neither id nor assigns");
    }
  }
}
