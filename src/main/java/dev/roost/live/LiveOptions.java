package dev.roost.live;

import dev.roost.SocketMount;
import io.vertx.ext.web.handler.SessionHandler;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of live views. Not thread-safe; to be set before {@link LiveRoutes#create}. */
public final class LiveOptions {
  private String socketPath = "/live";
  private long maxUploadBytes = 1L << 30;
  private @Nullable LiveLayout layout;
  private @Nullable SessionHandler sessions;
  private Consumer<SocketMount> socket = mount -> {};

  /** Where the page's {@code LiveSocket} connects to; {@code /live} by default. */
  public LiveOptions socketPath(String path) {
    socketPath = Objects.requireNonNull(path);
    return this;
  }

  /** The document around all views. There must be one. */
  public LiveOptions layout(LiveLayout documents) {
    layout = Objects.requireNonNull(documents);
    return this;
  }

  /**
   * Finds the visitor's session for the pages and the socket, vertx-web's {@code SessionHandler};
   * put in front of everything on the router. Leave it out where the application has put one in
   * front of the endpoint itself.
   */
  public LiveOptions sessions(SessionHandler handler) {
    sessions = Objects.requireNonNull(handler);
    return this;
  }

  /**
   * How many bytes of disk all uploads of the endpoint may take together; 1 GiB by default. Files
   * beyond are refused with {@code too_many_bytes}.
   */
  public LiveOptions maxUploadBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative: " + bytes);
    }
    maxUploadBytes = bytes;
    return this;
  }

  /** How many bytes of disk all uploads of the endpoint may take together. */
  public long maxUploadBytes() {
    return maxUploadBytes;
  }

  /** Changes limits and transports of the socket. */
  public LiveOptions socket(Consumer<SocketMount> change) {
    socket = Objects.requireNonNull(change);
    return this;
  }

  /** Where the page's {@code LiveSocket} connects to. */
  public String socketPath() {
    return socketPath;
  }

  /** The document around all views; null if it is not set yet. */
  public @Nullable LiveLayout layout() {
    return layout;
  }

  @Nullable SessionHandler sessions() {
    return sessions;
  }

  Consumer<SocketMount> socket() {
    return socket;
  }
}
