package dev.roost.channel;

import dev.roost.internal.options.Require;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link ConnectHandler#connect}. Immutable.
 *
 * <pre>{@code
 * return ConnectResult.accept().assign("user", user).id("users_socket:" + user.id()).now();
 * }</pre>
 */
public final class ConnectResult {
  private static final ConnectResult ACCEPTED =
      new ConnectResult(true, null, Map.of(), null, Until.FOR_EVER, false);
  private static final ConnectResult REFUSED =
      new ConnectResult(false, null, Map.of(), null, Until.FOR_EVER, false);

  private final boolean accepted;
  private final @Nullable String id;
  private final Map<String, Object> assigns;
  private final @Nullable Object reason;
  private final Until until;
  private final boolean anonymous;

  /** The conditions that end the connection, besides the socket id. */
  private record Until(
      Set<String> topics, @Nullable Instant expiresAt, @Nullable BooleanSupplier stillAccepted) {
    static final Until FOR_EVER = new Until(Set.of(), null, null);
  }

  /** The reason of {@link #unavailable}. */
  private record Unavailable(int retryAfterSeconds) {}

  private ConnectResult(
      boolean accepted,
      @Nullable String id,
      Map<String, Object> assigns,
      @Nullable Object reason,
      Until until,
      boolean anonymous) {
    this.accepted = accepted;
    this.id = id;
    this.assigns = assigns;
    this.reason = reason;
    this.until = until;
    this.anonymous = anonymous;
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
    return new ConnectResult(
        false, null, Map.of(), Objects.requireNonNull(reason), Until.FOR_EVER, false);
  }

  /**
   * Turns the client away for now, as something is missing that the decision needs, such as the
   * database: HTTP status 503 with {@code Retry-After}, for WebSockets and long-polling. phoenix.js
   * reconnects by its {@code reconnectAfterMs}, where it would take a refusal of a long-poll
   * session for final.
   *
   * @param retryAfterSeconds when the client may try again, at least 1
   */
  public static ConnectResult unavailable(int retryAfterSeconds) {
    Require.positive("retryAfterSeconds", retryAfterSeconds);
    return new ConnectResult(
        false, null, Map.of(), new Unavailable(retryAfterSeconds), Until.FOR_EVER, false);
  }

  /**
   * The same with a socket id: a topic on which the connection receives {@code disconnect}, such as
   * {@code users_socket:7}.
   */
  public ConnectResult id(String socketId) {
    requireAccepted();
    return new ConnectResult(
        true, Objects.requireNonNull(socketId), assigns, null, until, anonymous);
  }

  /** The same with a value for the channels of the connection, see {@link Socket#get}. */
  public ConnectResult assign(String key, Object value) {
    requireAccepted();
    Map<String, Object> more = new LinkedHashMap<>(assigns);
    more.put(key, Objects.requireNonNull(value));
    return new ConnectResult(true, id, Map.copyOf(more), null, until, anonymous);
  }

  /**
   * The same with one more topic on which the connection receives {@code disconnect}, such as that
   * of the sign-in it was made with. Phoenix has the socket id only.
   */
  public ConnectResult disconnectOn(String topic) {
    requireAccepted();
    Set<String> more = new LinkedHashSet<>(until.topics);
    more.add(Objects.requireNonNull(topic));
    return with(new Until(Set.copyOf(more), until.expiresAt, until.stillAccepted));
  }

  /**
   * The same for a limited time: then the server closes the connection with 1001, and the client
   * connects again with what it has then. For tokens that expire.
   */
  public ConnectResult expiresAt(Instant time) {
    requireAccepted();
    return with(new Until(until.topics, Objects.requireNonNull(time), until.stillAccepted));
  }

  /**
   * The same with a second look: a {@code disconnect} that is broadcast between this answer and the
   * opening of the connection has no subscriber yet. The check runs once, on the connection's event
   * loop, after it has subscribed to its topics; it must not block. If it says false or throws, the
   * server closes the connection with 1001.
   */
  public ConnectResult stillAccepted(BooleanSupplier check) {
    requireAccepted();
    return with(new Until(until.topics, until.expiresAt, Objects.requireNonNull(check)));
  }

  /**
   * The same for a client without credentials, such as a guest without an account. Such clients
   * share a part of what there is, so that they cannot keep the others out; see {@code
   * LongPollOptions.maxAnonymousSessions}.
   */
  public ConnectResult anonymous() {
    requireAccepted();
    return new ConnectResult(true, id, assigns, null, until, true);
  }

  private ConnectResult with(Until end) {
    return new ConnectResult(true, id, assigns, null, end, anonymous);
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

  /** See {@link #anonymous()}. */
  public boolean isAnonymous() {
    return anonymous;
  }

  /** The assigned values. */
  public Map<String, Object> assigns() {
    return assigns;
  }

  /** Why the client was refused, or null if that was not said. */
  public @Nullable Object reason() {
    return retryAfterSeconds() > 0 ? null : reason;
  }

  /** After how many seconds the client may try again, or 0 unless {@link #unavailable}. */
  public int retryAfterSeconds() {
    return reason instanceof Unavailable unavailable ? unavailable.retryAfterSeconds : 0;
  }

  /** The topics of {@link #disconnectOn}, without the socket id. */
  public Set<String> disconnectTopics() {
    return until.topics;
  }

  /** When the connection ends, or null for never. */
  public @Nullable Instant expiresAt() {
    return until.expiresAt;
  }

  /** The check of {@link #stillAccepted(BooleanSupplier)}, or null. */
  public @Nullable BooleanSupplier stillAccepted() {
    return until.stillAccepted;
  }

  private void requireAccepted() {
    if (!accepted) {
      throw new IllegalStateException(
          "a refused connection has neither id nor assigns, and nothing that ends it");
    }
  }
}
