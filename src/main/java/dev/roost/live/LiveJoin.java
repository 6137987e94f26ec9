package dev.roost.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.Answer;
import dev.roost.channel.Join;
import dev.roost.channel.Params;
import dev.roost.channel.Reply;
import dev.roost.live.LiveRoute.Match;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.LiveTokens.StaticToken;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The join of a view: checks the tokens of the page, mounts, renders, answers. */
final class LiveJoin {
  /** The newest client that this protocol was tested with; the client only compares it. */
  private static final String VERSION = "1.2.12";

  private static final Reply STALE = refuse("stale");
  private static final Reply UNAUTHORIZED = refuse("unauthorized");

  private final LiveRoutes routes;
  private final LiveChannel channel;
  private final String id;
  private final Payload payload;
  private final JsonNode message;
  private final ConnectedVisitor visitor;

  LiveJoin(LiveRoutes routes, LiveChannel channel, Join join) {
    this.routes = routes;
    this.channel = channel;
    this.id = join.topicSuffix();
    this.payload = join.payload();
    this.message = payload.json();
    this.visitor = channel.socket().get(ConnectedVisitor.ASSIGN, ConnectedVisitor.class);
  }

  private static Reply refuse(String reason) {
    return Reply.error(Map.of("reason", reason));
  }

  Answer begin() {
    Map<String, Object> session = visitor.session();
    SessionToken token = routes.tokens().session(text("session"));
    StaticToken statics = routes.tokens().statics(text("static"));
    if (session == null || token == null || !token.id().equals(id)) {
      return STALE;
    }
    if (!token.owner().equals(visitor.owner())) {
      return STALE;
    }
    if (text("static") != null && (statics == null || !statics.id().equals(id))) {
      return STALE;
    }
    if (token.parent() != null && !visitor.has(token.parent())) {
      return STALE;
    }
    // The token says which: the hooks of a route run for its views only, and always.
    return token.nested() ? mountNested(token) : mountMain(token, session, statics);
  }

  private @Nullable String text(String member) {
    JsonNode value = message.get(member);
    return value != null && value.isTextual() && !value.textValue().isEmpty()
        ? value.textValue()
        : null;
  }

  private Answer mountNested(SessionToken token) {
    if (!routes.isNested(token.view())) {
      // Of an earlier release.
      return STALE;
    }
    LiveView view = routes.newNested(token.view());
    Placement placement = new Placement(routes, visitor, id, token.liveSession(), null);
    LiveProcess process = new LiveProcess(id, view, channel.port(), routes.tokens(), placement);
    Mount mount =
        new Mount(process, new Params(Map.of()), token.session(), connectParams(), visitor.info());
    visitor.began(process, token.parent());
    channel.serve(process);
    return answer(process, process.mount(mount, List.of(), Map.of()), false);
  }

  private Answer mountMain(
      SessionToken token, Map<String, Object> session, @Nullable StaticToken statics) {
    String redirect = text("redirect");
    String url = redirect == null ? text("url") : redirect;
    if (url == null) {
      throw new IllegalArgumentException("a main view joins with the URL of its page");
    }
    Match match = routes.table().match(url);
    if (match == null || !match.route().session().name().equals(token.liveSession())) {
      return UNAUTHORIZED;
    }
    LiveView view = match.newView();
    if (redirect == null && !view.getClass().getName().equals(token.view())) {
      return UNAUTHORIZED;
    }
    Placement placement = new Placement(routes, visitor, id, token.liveSession(), match);
    LiveProcess process = new LiveProcess(id, view, channel.port(), routes.tokens(), placement);
    Mount mount = new Mount(process, match.params(), session, connectParams(), visitor.info());
    visitor.began(process, null);
    channel.serve(process);
    Future<?> mounted =
        process
            .mount(mount, match.route().session().hooks(), flash(statics))
            .compose(done -> process.handleParams(match.params(), match.uri()));
    return answer(process, mounted, redirect != null);
  }

  private Params connectParams() {
    Object params = Payloads.map(payload).get("params");
    return new Params(params instanceof Map<?, ?> map ? cast(map) : Map.of());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Map<?, ?> json) {
    return (Map<String, Object>) json;
  }

  /**
   * A navigation brings its messages; else those of HTTP's page, which only its first join shows.
   */
  private Map<String, String> flash(@Nullable StaticToken statics) {
    String brought = text("flash");
    if (brought != null) {
      return routes.tokens().flash(brought);
    }
    boolean first = message.path("params").path("_mounts").asInt() == 0;
    return first && statics != null ? statics.flash() : Map.of();
  }

  // -- The answer

  private Answer answer(LiveProcess process, Future<?> mounted, boolean newContainer) {
    Future<Reply> reply =
        mounted
            .compose(done -> followPatches(process, null, 0))
            .map(patch -> rendered(process, patch, newContainer))
            .recover(this::failed);
    return reply.succeeded() ? reply.result() : Reply.later(reply);
  }

  /** Applies the patches of a mount, and sends the page the last one. */
  private Future<Navigation.@Nullable Patch> followPatches(
      LiveProcess process, Navigation.@Nullable Patch last, int patches) {
    Navigation to = process.takeNavigation();
    if (to instanceof Navigation.Patch patch) {
      Match target = process.placement().patchTarget(patch.to());
      LiveProcess.checkPatches(process.view(), patches);
      return process
          .handleParams(target.params(), target.uri())
          .compose(done -> followPatches(process, patch, patches + 1));
    }
    if (to != null) {
      process.navigate(to);
    }
    return Future.succeededFuture(last);
  }

  private Reply rendered(
      LiveProcess process, Navigation.@Nullable Patch patch, boolean newContainer) {
    Navigation to = process.takeNavigation();
    if (to != null) {
      channel.abandon();
      return Reply.error(
          Map.of(
              Outgoing.event(to),
              Outgoing.leaving(to, process.flash(), routes.tokens(), routes.endpoint().basePath()),
              "events",
              List.of()));
    }
    Buffer response =
        Buffer.buffer("{\"rendered\":")
            .appendBytes(process.outgoing().with(process.renderer().changes()).json());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("liveview_version", VERSION);
    if (patch != null) {
      members.put("live_patch", Outgoing.place(patch, routes.endpoint().basePath()));
    }
    if (newContainer) {
      members.put("container", List.of("div", Map.of()));
    }
    members.forEach(
        (name, value) ->
            Payload.of(value, routes.endpoint().codec())
                .appendTo(response.appendString(",\"" + name + "\":")));
    return Reply.ok(Payload.uncheckedJson(response.appendString("}")));
  }

  private Future<Reply> failed(Throwable failure) {
    channel.abandon();
    if (failure instanceof StatusException status) {
      return Future.succeededFuture(
          Reply.error(
              Map.of(
                  "reason",
                  "reload",
                  "status",
                  status.status(),
                  "token",
                  routes.tokens().status(status.status()))));
    }
    return Future.failedFuture(failure);
  }
}
