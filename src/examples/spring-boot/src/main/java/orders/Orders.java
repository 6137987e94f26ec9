package orders;

import dev.roost.spring.RoostBroadcaster;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The orders in the database. Clients hear of one when it is committed. */
@Service
public class Orders {
  public record NewOrder(String item, int quantity) {}

  public record Order(long orderId, String item, int quantity) {}

  /** There is not enough of an item. */
  public static final class OutOfStockException extends RuntimeException {
    OutOfStockException(String item) {
      super("out of stock: " + item);
    }
  }

  private final JdbcClient jdbc;
  private final RoostBroadcaster broadcaster;

  Orders(JdbcClient jdbc, RoostBroadcaster broadcaster) {
    this.jdbc = jdbc;
    this.broadcaster = broadcaster;
  }

  @Transactional(readOnly = true)
  public List<Order> of(String customer) {
    return jdbc.sql("select id as order_id, item, quantity from orders where customer = ?")
        .param(customer)
        .query(Order.class)
        .list();
  }

  @Transactional
  public Order place(String customer, NewOrder order) {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    jdbc.sql("insert into orders (customer, item, quantity) values (?, ?, ?)")
        .params(customer, order.item(), order.quantity())
        .update(key, "id");
    Order placed = new Order(key.getKey().longValue(), order.item(), order.quantity());
    broadcaster.broadcast("orders:" + customer, "placed", placed);
    takeFromStock(order);
    return placed;
  }

  /** If it throws, the order is rolled back and its broadcast is not sent. */
  private void takeFromStock(NewOrder order) {
    int taken =
        jdbc.sql("update stock set quantity = quantity - ? where item = ? and quantity >= ?")
            .params(order.quantity(), order.item(), order.quantity())
            .update();
    if (taken == 0) {
      throw new OutOfStockException(order.item());
    }
  }
}
