package dev.roost.example;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import io.vertx.core.Future;
import java.util.Map;

/** A channel with state, immediate and deferred replies, and messages to itself. */
final class OrdersChannel extends Channel {
  record NewOrder(String item, int count) {}

  /** Completes later, on any thread. */
  interface Stock {
    Future<Integer> take(String item, int count);
  }

  private final Stock stock;
  private String shop;
  private int orders;

  OrdersChannel(Stock stock) {
    this.stock = stock;
    on("order", NewOrder.class, this::order);
    on("summary", push -> push.ok(Map.of("shop", shop, "orders", orders)));
  }

  @Override
  public Reply join(Join join) {
    shop = join.topicSuffix();
    return shop.equals("closed") ? Reply.error(Map.of("reason", "closed")) : Reply.ok();
  }

  @Override
  public void joined() {
    push("welcome", Map.of("shop", shop));
  }

  private void order(NewOrder order, Push push) {
    Future<Reply> reply =
        stock
            .take(order.item(), order.count())
            .map(
                left -> {
                  orders++;
                  broadcast("ordered", Map.of("item", order.item(), "left", left));
                  return Reply.ok(Map.of("order", orders));
                })
            .otherwise(failure -> Reply.error(Map.of("reason", failure.getMessage())));
    push.reply(reply);
  }
}
