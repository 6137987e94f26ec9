package dev.roost.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.LiveTokens.StaticToken;
import dev.roost.live.html.TrustedHtml;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The views of a page that HTTP answers with. Views within views are mounted when the HTML around
 * them is there, and put into their places.
 */
final class DeadVisitor implements Visitor {
  private final LiveRoutes routes;
  private final String owner;
  private final Map<String, Child> children = new LinkedHashMap<>();

  private record Child(Nested nested, String parentId, String liveSession) {}

  /**
   * A page without views.
   *
   * @param owner the mark of the visitor
   */
  DeadVisitor(LiveRoutes routes, String owner) {
    this.routes = routes;
    this.owner = owner;
  }

  @Override
  public TrustedHtml place(LiveRoutes all, Nested child, String parentId, String liveSession) {
    // No template can write this mark: statics have no control characters, values are escaped.
    String mark = "\u0001" + Container.randomId() + "\u0001";
    children.put(mark, new Child(child, parentId, liveSession));
    return new TrustedHtml(mark);
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void ended(LiveProcess process) {}

  /** The HTML with the views within it. */
  Future<String> fill(String html) {
    if (children.isEmpty()) {
      return Future.succeededFuture(html);
    }
    Map.Entry<String, Child> next = children.entrySet().iterator().next();
    children.remove(next.getKey());
    return render(next.getValue()).compose(content -> fill(html.replace(next.getKey(), content)));
  }

  private Future<String> render(Child child) {
    Nested nested = child.nested();
    String name = routes.nestedName(nested.view());
    Placement placement = new Placement(routes, this, nested.id(), child.liveSession(), null);
    LiveProcess process =
        new LiveProcess(
            nested.id(),
            routes.newNested(name),
            new DeadPort(routes.endpoint()),
            routes.tokens(),
            placement);
    Mount mount =
        new Mount(
            process,
            new Params(Map.of()),
            nested.session(),
            new Params(Map.of()),
            ConnectInfo.NONE);
    return process
        .mount(mount, List.of(), Map.of())
        .map(
            done -> {
              if (process.takeNavigation() != null) {
                throw new IllegalStateException(
                    process.view()
                        + " is nested and cannot go elsewhere while HTTP's page is made");
              }
              return Container.nested(
                  nested,
                  child.parentId(),
                  nested.sticky() ? sessionToken(child, name) : "",
                  nested.sticky()
                      ? routes
                          .tokens()
                          .statics(new StaticToken(nested.id(), Map.of()), Instant.now())
                      : "",
                  process.renderer().html());
            });
  }

  private String sessionToken(Child child, String name) {
    return routes
        .tokens()
        .session(
            new SessionToken(
                child.nested().id(),
                name,
                child.liveSession(),
                null,
                true,
                owner,
                child.nested().session()),
            Instant.now());
  }
}
