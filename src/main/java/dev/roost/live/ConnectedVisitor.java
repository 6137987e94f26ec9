package dev.roost.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.html.TrustedHtml;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final String owner;
  private final Map<String, Running> views = new HashMap<>();

  private record Running(LiveProcess process, @Nullable String parent) {}

  /**
   * A connection without views.
   *
   * @param session null if the handshake did not prove that it is of our own page
   * @param info what the socket exposes of the handshake
   */
  ConnectedVisitor(@Nullable Map<String, Object> session, ConnectInfo info) {
    this.session = session == null ? null : Map.copyOf(session);
    this.info = info;
    this.owner = session == null ? "" : Owner.of(session);
  }

  /** The values of the session at the handshake. */
  @Nullable Map<String, Object> session() {
    return session;
  }

  ConnectInfo info() {
    return info;
  }

  @Override
  public String owner() {
    return owner;
  }

  boolean has(String id) {
    return views.containsKey(id);
  }

  /** The view with this id, or null. */
  @Nullable LiveProcess process(String id) {
    Running running = views.get(id);
    return running == null ? null : running.process;
  }

  /** A view is being mounted. */
  void began(LiveProcess process, @Nullable String parent) {
    views.put(process.id(), new Running(process, parent));
  }

  /** Ends the views within it, unless another join of the same topic has taken its place. */
  @Override
  public void ended(LiveProcess process) {
    Running running = views.get(process.id());
    if (running == null || running.process != process) {
      return;
    }
    views.remove(process.id());
    List<Running> within =
        views.values().stream().filter(view -> process.id().equals(view.parent)).toList();
    within.forEach(view -> view.process.port().stop(StopReason.NORMAL));
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
                    true,
                    owner,
                    child.session()),
                Instant.now());
    return new TrustedHtml(Container.nested(child, parentId, token, "", ""));
  }
}
