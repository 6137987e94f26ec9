package orders;

import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.spring.RoostChannel;
import java.util.Map;
import orders.Orders.NewOrder;
import orders.Orders.OutOfStockException;

/** One customer's orders. It extends BlockingChannel, so it may call the database. */
@RoostChannel("orders:*")
class OrdersChannel extends BlockingChannel {
  private final Orders orders;

  OrdersChannel(Orders orders) {
    this.orders = orders;
    answer("place", NewOrder.class, (order, push) -> Reply.ok(orders.place(customer(), order)));
  }

  @Override
  public Reply join(Join join) {
    return join.topicSuffix().equals(customer())
        ? Reply.ok(Map.of("orders", orders.of(customer())))
        : Reply.error(Map.of("reason", "these are not yours"));
  }

  /** The client is told; the channel does not crash. */
  @Override
  public Reply onError(Throwable failure) {
    return failure instanceof OutOfStockException
        ? Reply.error(Map.of("reason", failure.getMessage()))
        : null;
  }

  private String customer() {
    return socket().get("name", String.class);
  }
}
