package dev.roost.live;

import dev.roost.Rate;
import dev.roost.SocketMount;
import io.vertx.ext.web.handler.SessionHandler;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of live views. Not thread-safe; to be set before {@link LiveRoutes#create}. */
public final class LiveOptions {
  private String socketPath = "/live";
  private long maxUploadBytes = 1L << 30;
  private int slowMillis = 5;
  private @Nullable Rate eventRate = new Rate(100, 500);
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

  /**
   * How many events the page of one view may send, those of its components included; 100 a second
   * and 500 at once by default. Beyond, the view ends as if it had crashed, and the page mounts it
   * again after a while. Progress of uploads does not count.
   *
   * @param rate null for any number
   */
  public LiveOptions eventRate(@Nullable Rate rate) {
    eventRate = rate;
    return this;
  }

  /**
   * How long a render or callback may hold up the other connections of its event loop before it
   * counts as slow; 5 ms by default. The log names a slow view once a minute.
   */
  public LiveOptions slowMillis(int millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("not positive: " + millis);
    }
    slowMillis = millis;
    return this;
  }

  @Nullable Rate eventRate() {
    return eventRate;
  }

  int slowMillis() {
    return slowMillis;
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
