package dev.roost.example;

import static dev.roost.testing.PayloadMatch.exactly;

import dev.roost.channel.ConnectHandler;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The channel of the page about channels. */
@Timeout(60)
class OrdersChannelTest {
  private final TestEndpoint endpoint =
      TestEndpoint.of(
              s ->
                  s.connect(ConnectHandler.acceptAll())
                      .channel("orders:*", () -> new OrdersChannel(OrdersChannelTest::take)))
          .timeout(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    endpoint.close();
  }

  static Future<Integer> take(String item, int count) {
    return item.equals("tea")
        ? Future.succeededFuture(10 - count)
        : Future.failedFuture("no " + item + " left");
  }

  @Test
  void ordersAreCountedAndBroadcast() {
    TestChannel ann = endpoint.connect().join("orders:north");
    TestChannel bob = endpoint.connect().join("orders:north");
    ann.assertPush("welcome", exactly(Map.of("shop", "north")));

    ann.push("order", Map.of("item", "tea", "count", 3))
        .assertReply("ok", exactly(Map.of("order", 1)));
    bob.assertPush("ordered", exactly(Map.of("item", "tea", "left", 7)));
    bob.push("summary").assertReply("ok", exactly(Map.of("shop", "north", "orders", 0)));
  }

  @Test
  void failuresAreRepliesWithAReason() {
    endpoint
        .connect()
        .join("orders:north")
        .push("order", Map.of("item", "unicorn", "count", 1))
        .assertReply("error", exactly(Map.of("reason", "no unicorn left")));
  }

  @Test
  void closedShopsRefuseTheJoin() {
    endpoint
        .connect()
        .joining("orders:closed", Map.of())
        .assertReply("error", exactly(Map.of("reason", "closed")));
  }
}
