package dev.roost.internal.session;

import dev.roost.channel.ConnectResult;
import dev.roost.channel.Socket;
import dev.roost.serializer.Serializer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a client may connect, and if so what its session needs. */
public final class Admission {
  private final @Nullable Serializer serializer;
  private final @Nullable Socket socket;
  private final @Nullable Object reason;
  private final ConnectResult result;

  private Admission(
      @Nullable Serializer serializer, @Nullable Socket socket, ConnectResult result) {
    this.serializer = serializer;
    this.socket = socket;
    this.reason = result.reason();
    this.result = result;
  }

  static Admission accepted(@Nullable Serializer serializer, Socket socket, ConnectResult result) {
    return new Admission(serializer, socket, result);
  }

  static Admission refused(ConnectResult result) {
    return new Admission(null, null, result);
  }

  /** Whether the client may connect. */
  public boolean isAccepted() {
    return socket != null;
  }

  /** Why the connect handler refused, or null if it did not say. */
  public @Nullable Object reason() {
    return reason;
  }

  /** After how many seconds the client may try again; 0 if it was accepted or refused. */
  public int retryAfterSeconds() {
    return result.retryAfterSeconds();
  }

  /** Whether the connect handler accepted the client as anonymous. */
  public boolean isAnonymous() {
    return result.isAnonymous();
  }

  Serializer serializer() {
    return Objects.requireNonNull(serializer, "refused");
  }

  /** The connect handler's answer, which says what ends the connection. */
  ConnectResult result() {
    return result;
  }

  Socket socket() {
    return Objects.requireNonNull(socket, "refused");
  }
}
