package dev.roost.session;

import dev.roost.channel.Socket;
import dev.roost.wire.Serializer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a client may connect, and if so what its session needs. */
public final class Admission {
  private final @Nullable Serializer serializer;
  private final @Nullable Socket socket;
  private final @Nullable Object reason;

  Admission(@Nullable Serializer serializer, @Nullable Socket socket, @Nullable Object reason) {
    this.serializer = serializer;
    this.socket = socket;
    this.reason = reason;
  }

  static Admission refused(@Nullable Object reason) {
    return new Admission(null, null, reason);
  }

  /** Whether the client may connect. */
  public boolean isAccepted() {
    return socket != null;
  }

  /** Why the connect handler refused, or null if it did not say. */
  public @Nullable Object reason() {
    return reason;
  }

  Serializer serializer() {
    return Objects.requireNonNull(serializer, "refused");
  }

  Socket socket() {
    return Objects.requireNonNull(socket, "refused");
  }
}
