package dev.roost;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.RawSocket;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.session.RawDefinition;
import dev.roost.internal.session.SocketEvents;
import dev.roost.internal.session.Supervision;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * A socket without channels being described. Given to the function that is passed to {@link
 * Endpoint#rawSocket}; not to be kept.
 */
public final class RawSocketMount {
  private final String path;
  private final WebSocketOptions webSocket = new WebSocketOptions();
  private @Nullable ConnectHandler connectHandler;
  private @Nullable Supplier<? extends RawSocket> factory;
  private DrainOptions drainer = DrainOptions.DEFAULT;
  private @Nullable Level logLevel = Level.INFO;

  RawSocketMount(String path) {
    this.path = path;
  }

  /** Decides who may connect. Every socket needs one. */
  public RawSocketMount connect(ConnectHandler handler) {
    connectHandler = Objects.requireNonNull(handler);
    return this;
  }

  /** Makes a new handler for each connection. Every socket needs one. */
  public RawSocketMount handler(Supplier<? extends RawSocket> newHandler) {
    factory = Objects.requireNonNull(newHandler);
    return this;
  }

  /** Changes how WebSockets are served, by the path {@code /websocket} below to begin with. */
  public RawSocketMount webSocket(Consumer<WebSocketOptions> change) {
    change.accept(webSocket);
    return this;
  }

  /** How connections are ended by {@link EndpointServer#drain}. */
  public RawSocketMount drainer(DrainOptions how) {
    drainer = Objects.requireNonNull(how);
    return this;
  }

  /** At which level connections are logged, see {@link SocketMount#log}. */
  public RawSocketMount log(@Nullable Level level) {
    logLevel = level;
    return this;
  }

  DrainOptions drainOptions() {
    return drainer;
  }

  WebSocketOptions webSocketOptions() {
    return webSocket;
  }

  RawDefinition define(PubSub pubSub, Supervision supervision) {
    if (connectHandler == null || factory == null) {
      throw new IllegalStateException(
          "the socket at " + path + " has no connect handler or no handler");
    }
    webSocket.expose(connectHandler.needs());
    return new RawDefinition(
        path,
        connectHandler,
        factory,
        pubSub,
        supervision,
        new SocketEvents(path, logLevel, supervision));
  }
}
