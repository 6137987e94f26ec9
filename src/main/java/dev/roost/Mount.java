package dev.roost;

import dev.roost.channel.ConnectHandler;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The settings that sockets with channels and raw sockets share.
 *
 * @param <T> the kind of socket
 */
public abstract sealed class Mount<T extends Mount<T>> permits SocketMount, RawSocketMount {
  private final String path;
  private final WebSocketOptions webSocket = new WebSocketOptions();
  private @Nullable ConnectHandler connectHandler;
  private DrainOptions drainer = DrainOptions.DEFAULT;
  private @Nullable Level logLevel = Level.INFO;

  Mount(String path) {
    this.path = Objects.requireNonNull(path);
  }

  abstract T self();

  /** Decides who may connect. Every socket needs one. */
  public T connect(ConnectHandler handler) {
    connectHandler = Objects.requireNonNull(handler);
    return self();
  }

  /** Changes how WebSockets are served, by the path {@code /websocket} below to begin with. */
  public T webSocket(Consumer<WebSocketOptions> change) {
    change.accept(webSocket);
    return self();
  }

  /** How connections are ended by {@link Endpoint#drain}, Phoenix's {@code drainer}. */
  public T drainer(DrainOptions how) {
    drainer = Objects.requireNonNull(how);
    return self();
  }

  /**
   * At which level connections are logged, Phoenix's {@code log}; info by default, null for not at
   * all. The lines are those of the logger {@code dev.roost.sockets}.
   */
  public T log(@Nullable Level level) {
    logLevel = level;
    return self();
  }

  /** The path that the socket is at. */
  public String path() {
    return path;
  }

  /** See {@link #connect(ConnectHandler)}; null if there is none yet. */
  public @Nullable ConnectHandler connect() {
    return connectHandler;
  }

  /** See {@link #webSocket(Consumer)}. */
  public WebSocketOptions webSocket() {
    return webSocket;
  }

  /** See {@link #drainer(DrainOptions)}. */
  public DrainOptions drainer() {
    return drainer;
  }

  /** See {@link #log(Level)}. */
  public @Nullable Level log() {
    return logLevel;
  }
}
