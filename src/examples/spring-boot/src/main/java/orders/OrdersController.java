package orders;

import orders.Orders.NewOrder;
import orders.Orders.Order;
import orders.Orders.OutOfStockException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The same over HTTP. Clients that have joined hear of these orders, too. */
@RestController
class OrdersController {
  private final Orders orders;

  OrdersController(Orders orders) {
    this.orders = orders;
  }

  @PostMapping("/customers/{customer}/orders")
  Order place(@PathVariable String customer, @RequestBody NewOrder order) {
    try {
      return orders.place(customer, order);
    } catch (OutOfStockException refused) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, refused.getMessage());
    }
  }
}
