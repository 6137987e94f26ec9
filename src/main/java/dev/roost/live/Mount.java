package dev.roost.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data that a view is mounted with: the parameters of its URL and the session of its visitor. A
 * view is mounted twice, by two instances: once for the page that HTTP answers with, once when the
 * page has connected.
 */
public final class Mount {
  private final LiveProcess process;
  private final Params params;
  private final Map<String, Object> session;
  private final Params connectParams;
  private final ConnectInfo connectInfo;
  private final Map<String, Object> values = new HashMap<>();

  Mount(
      LiveProcess process,
      Params params,
      Map<String, Object> session,
      Params connectParams,
      ConnectInfo connectInfo) {
    this.process = process;
    this.params = params;
    this.session = session;
    this.connectParams = connectParams;
    this.connectInfo = connectInfo;
  }

  /** Whether the page has connected; false while HTTP's page is made. */
  public boolean isConnected() {
    return process.isConnected();
  }

  /** Whether the page had this view before: it lost its connection, or the view crashed. */
  public boolean isReconnect() {
    return isConnected()
        && connectParams.values().get("_mounts") instanceof Number mounts
        && mounts.intValue() > 0;
  }

  /**
   * Whether the page has loaded a file that pages do not load any more: after a deploy, when it
   * connects again. Then show a notice, or {@link #redirect} to the same page. Compares the
   * elements with {@code phx-track-static} with {@link LiveOptions#staticFiles}. Mirrors {@code
   * static_changed?}.
   */
  public boolean isStaticChanged() {
    return connectParams.values().get("_track_static") instanceof List<?> urls
        && !urls.stream().allMatch(url -> process.placement().isStaticFile(String.valueOf(url)));
  }

  /** The parameters of the path, {@code :id}, and of the query; those of the path win. */
  public Params params() {
    return params;
  }

  /** A parameter as text; null if it is not there. */
  public @Nullable String param(String name) {
    return params.get(name);
  }

  /** The {@code params} of the page's {@code LiveSocket}; empty for the HTTP page. */
  public Params connectParams() {
    return connectParams;
  }

  /**
   * The parts of the handshake that the socket exposes: the session, and what {@link
   * LiveOptions#socket} asks for besides it. {@link ConnectInfo#NONE} for HTTP's page. Mirrors
   * {@code get_connect_info}.
   *
   * <pre>{@code
   * new LiveOptions()
   *     .socket(socket -> socket.webSocket(
   *         transport -> transport.connectInfo(ConnectInfo.Key.SESSION, ConnectInfo.Key.PEER_DATA)))
   * }</pre>
   */
  public ConnectInfo connectInfo() {
    return connectInfo;
  }

  /**
   * The value of vertx-web's session under a key, or the one that the parent passed to a nested
   * view.
   */
  public @Nullable Object session(String key) {
    return session.get(key);
  }

  /**
   * A value of the session.
   *
   * @return null if it is not there
   * @throws ClassCastException if it is something else
   */
  public <T> @Nullable T session(String key, Class<T> type) {
    return type.cast(session.get(key));
  }

  /** Leaves a value for the view, from an {@link OnMount} hook. */
  public void assign(String key, Object value) {
    values.put(key, Objects.requireNonNull(value));
  }

  /**
   * A value that a hook has left.
   *
   * @throws IllegalStateException if no hook has, which is a mistake in the routes
   */
  public <T> T get(String key, Class<T> type) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no hook of this live session assigned \"" + key + "\"");
    }
    return type.cast(value);
  }

  /** Sends the visitor to another page instead; later hooks and the view's mount are skipped. */
  public void redirect(String path) {
    process.navigate(new Navigation.Redirect(LocalPath.check(path)));
  }

  /** As {@link #redirect}, within the live session and over the same connection. */
  public void navigate(String path) {
    process.navigate(new Navigation.Navigate(LocalPath.check(path), false));
  }

  /** Shows a message on the page that comes next. */
  public void putFlash(String kind, String message) {
    process.putFlash(kind, message);
  }

  /** Lets the page wait until the future completes; if it fails, the mount has crashed. */
  public void hold(Future<?> until) {
    process.hold(until);
  }
}
