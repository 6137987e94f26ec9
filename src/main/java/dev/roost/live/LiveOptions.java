package dev.roost.live;

import dev.roost.Rate;
import dev.roost.SocketMount;
import io.vertx.ext.web.handler.SessionHandler;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Options of live views. Not thread-safe; to be set before {@link LiveRoutes#create}. */
public final class LiveOptions {
  private static final List<Path> SOURCE_FOLDERS =
      List.of(Path.of("src/main/java"), Path.of("src/main/resources"));

  private String socketPath = "/live";
  private long maxUploadBytes = 1L << 30;
  private int slowMillis = 5;
  private @Nullable Rate eventRate = new Rate(100, 500);
  private @Nullable LiveLayout layout;
  private @Nullable Supplier<SessionHandler> sessions;
  private Consumer<SocketMount> socket = mount -> {};
  private boolean longPoll = true;
  private Set<String> staticFiles = Set.of();
  private boolean development;
  private List<Path> sourceFolders = SOURCE_FOLDERS;

  /** The path that the page's {@code LiveSocket} connects to; {@code /live} by default. */
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
   *
   * <p>All event loops share the handler. Its store must complete on the context of the caller, as
   * vertx-web's {@code LocalSessionStore} and {@code ClusteredSessionStore} do. For other stores
   * use {@link #sessions(Supplier)}.
   */
  public LiveOptions sessions(SessionHandler handler) {
    Objects.requireNonNull(handler);
    return sessions(() -> handler);
  }

  /**
   * As {@link #sessions(SessionHandler)}, with a handler for each router, and so for each event
   * loop: for stores that complete on the context that created them.
   *
   * @param factory is called by {@link LiveRoutes#mount}
   */
  public LiveOptions sessions(Supplier<SessionHandler> factory) {
    sessions = Objects.requireNonNull(factory);
    return this;
  }

  /**
   * How many bytes of disk all uploads of the endpoint may take together; 1 GiB by default. Files
   * beyond are refused with {@code too_many_bytes}.
   */
  public LiveOptions maxUploadBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected 0 or more, found " + bytes);
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
   * Whether template files reload when they change, and a page that fails shows why; false by
   * default. For development only: the page shows stack traces.
   *
   * <p>Of a template in a file, see {@link Template#ofFile}, the source is compiled again within a
   * second after it has changed. Views that are connected render again, and keep their state.
   */
  public LiveOptions development(boolean isDevelopment) {
    development = isDevelopment;
    return this;
  }

  /**
   * How long a render or callback may hold up the other connections of its event loop before it
   * counts as slow; 5 ms by default. The log names a slow view once a minute.
   */
  public LiveOptions slowMillis(int millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("expected a positive number, found " + millis);
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

  /**
   * The folders that hold the sources of template files, for {@link #development}; by default
   * {@code src/main/java} and {@code src/main/resources} below the working directory.
   */
  public LiveOptions sourceFolders(Path... folders) {
    sourceFolders = List.of(folders);
    return this;
  }

  /** Whether template files reload when they change. */
  public boolean isDevelopment() {
    return development;
  }

  /** The folders that hold the sources of template files. */
  public List<Path> sourceFolders() {
    return sourceFolders;
  }

  /**
   * Whether clients that cannot use WebSockets may poll; true by default. How they poll is changed
   * by {@link #socket(Consumer)}.
   */
  public LiveOptions longPoll(boolean isOffered) {
    longPoll = isOffered;
    return this;
  }

  /**
   * The files that pages load now, for {@link Mount#isStaticChanged}: paths without the base path,
   * such as {@code /assets/app-1f3a.js}. Give those that the layout marks with {@code
   * phx-track-static}; none by default.
   */
  public LiveOptions staticFiles(Collection<String> paths) {
    staticFiles = Set.copyOf(paths);
    return this;
  }

  /** Changes limits and transports of the socket. */
  public LiveOptions socket(Consumer<SocketMount> change) {
    socket = Objects.requireNonNull(change);
    return this;
  }

  /** The path that the page's {@code LiveSocket} connects to. */
  public String socketPath() {
    return socketPath;
  }

  /** The document around all views; null if it is not set yet. */
  public @Nullable LiveLayout layout() {
    return layout;
  }

  /** Whether clients that cannot use WebSockets may poll. */
  public boolean longPoll() {
    return longPoll;
  }

  @Nullable Supplier<SessionHandler> sessions() {
    return sessions;
  }

  Set<String> staticFiles() {
    return staticFiles;
  }

  Consumer<SocketMount> socket() {
    return socket;
  }
}
