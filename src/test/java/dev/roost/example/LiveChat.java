package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.live.LiveOptions;
import dev.roost.live.LivePage;
import dev.roost.live.LiveRoutes;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** The live view of the documentation. */
final class LiveChat {
  static final class ChatView extends LiveView {
    private static final Template<ChatView> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <h1>{room}</h1>
            <p :for={m in messages} class="message">{m.text}</p>
            <form id="new" phx-change="draft" phx-submit="send"><input name="text" value={draft}></form>
            """);
    private String room = "";
    private String draft = "";
    private final List<Message> messages = new ArrayList<>();

    record Message(String text) {}

    ChatView() {
      on("draft", Message.class, (message, event) -> draft = message.text());
      on("send", Message.class, (message, event) -> send(message));
    }

    private void send(Message message) {
      broadcast("chat:" + room, "said", message);
      draft = "";
    }

    @Override
    protected void mount(Mount mount) {
      room = mount.params().get("room");
      subscribe("chat:" + room);
    }

    @Override
    protected void handleBroadcast(Broadcast broadcast) {
      messages.add(broadcast.payload().decode(Message.class));
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  static LiveRoutes routes(Endpoint endpoint) {
    return LiveRoutes.create(
            endpoint,
            new LiveOptions()
                .layout(Layout::html)
                .sessions(SessionHandler.create(LocalSessionStore.create(endpoint.vertx()))))
        .live("/chats/:room", ChatView::new);
  }

  static Future<EndpointServer> start(Vertx vertx, String secret, int port) {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions().secretKeyBase(secret));
    LiveRoutes live = routes(endpoint);
    return endpoint.listen(
        new HttpServerOptions().setPort(port),
        router -> {
          router.route("/assets/*").handler(StaticHandler.create("assets"));
          live.mount(router);
        });
  }

  record Layout(LivePage page) {
    private static final Template<Layout> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="csrf-token" content={page.csrfToken}>
              <title>Chat</title>
              <script defer src="/assets/phoenix.min.js"></script>
              <script defer src="/assets/phoenix_live_view.min.js"></script>
              <script defer src="/assets/app.js"></script>
            </head>
            <body>{page.content}</body>
            </html>
            """);

    static String html(LivePage page) {
      return TEMPLATE.html(new Layout(page));
    }
  }

  private LiveChat() {}
}
