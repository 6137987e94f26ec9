package dev.roost.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.html.TrustedHtml;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The views of one connection, and the session that its handshake came with. To be used on the
 * connection's event loop.
 */
final class ConnectedVisitor implements Visitor {
  /** The assign of the socket. */
  static final String ASSIGN = "dev.roost.live";

  private final @Nullable Map<String, Object> session;
  private final ConnectInfo info;
  private final Map<String, LiveProcess> views = new HashMap<>();
  private final Map<String, Set<String>> children = new HashMap<>();

  /**
   * A connection without views.
   *
   * @param session null if the handshake did not prove that it is of our own page
   * @param info what the socket exposes of the handshake
   */
  ConnectedVisitor(@Nullable Map<String, Object> session, ConnectInfo info) {
    this.session = session == null ? null : Map.copyOf(session);
    this.info = info;
  }

  /** What the session held at the handshake. */
  @Nullable Map<String, Object> session() {
    return session;
  }

  ConnectInfo info() {
    return info;
  }

  boolean has(String id) {
    return views.containsKey(id);
  }

  /** The view with this id, or null. */
  @Nullable LiveProcess process(String id) {
    return views.get(id);
  }

  /** A view is being mounted. */
  void began(LiveProcess process, @Nullable String parent) {
    String id = process.id();
    views.put(id, process);
    if (parent != null) {
      children.computeIfAbsent(parent, none -> new HashSet<>()).add(id);
    }
  }

  @Override
  public void ended(String id) {
    views.remove(id);
    Set<String> within = children.remove(id);
    if (within != null) {
      for (String child : within) {
        LiveProcess process = views.get(child);
        if (process != null) {
          process.port().stop(StopReason.NORMAL);
        }
      }
    }
  }

  @Override
  public TrustedHtml place(LiveRoutes routes, Nested child, String parentId, String liveSession) {
    String token =
        routes
            .tokens()
            .session(
                new SessionToken(
                    child.id(),
                    routes.nestedName(child.view()),
                    liveSession,
                    child.sticky() ? null : parentId,
                    child.session()),
                Instant.now());
    return new TrustedHtml(Container.nested(child, parentId, token, "", ""));
  }
}
