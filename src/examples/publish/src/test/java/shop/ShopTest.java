package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.routes.BearerKey;
import dev.roost.routes.PublishRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The shop, a Roost server beside it, and phoenix.js: {@code src/test/node/shop.mjs}. */
class ShopTest {
  @Test
  void clientsHearOfTheStock() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpServer shop = null;
    HttpServer stranger = null;
    try {
      int port = roost(vertx).await(10, TimeUnit.SECONDS).port();
      URI roost = URI.create("http://127.0.0.1:" + port);
      shop = Shop.start(0, new Publisher(roost, "the key"));
      stranger = Shop.start(0, new Publisher(roost, "another key"));

      Process client =
          new ProcessBuilder(
                  "node",
                  "shop.mjs",
                  "ws://127.0.0.1:" + port + "/socket",
                  "http://127.0.0.1:" + shop.getAddress().getPort(),
                  "http://127.0.0.1:" + stranger.getAddress().getPort())
              .directory(Path.of("src/test/node").toFile())
              .inheritIO()
              .start();
      assertEquals(0, client.waitFor(), "what failed is printed above");
    } finally {
      if (shop != null) {
        shop.stop(0);
      }
      if (stranger != null) {
        stranger.stop(0);
      }
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** A Roost server that others may publish to. */
  private static Future<EndpointServer> roost(Vertx vertx) {
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions())
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .channel("stock:*", StockChannel::new));
    PublishRoutes publish = new PublishRoutes(endpoint, BearerKey.of("the key"));
    return endpoint.listen(new HttpServerOptions().setPort(0), router -> publish.mount(router));
  }

  static final class StockChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }
  }
}
