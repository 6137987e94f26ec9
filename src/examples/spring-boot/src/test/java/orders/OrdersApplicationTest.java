package orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The application, with phoenix.js as it is published: {@code src/test/node/orders.mjs}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "roost.port=0")
class OrdersApplicationTest {
  @Value("${local.roost.port}")
  int roostPort;

  @Value("${local.server.port}")
  int httpPort;

  @Test
  void customersHearOfTheirOrders() throws Exception {
    Process client =
        new ProcessBuilder(
                "node",
                "orders.mjs",
                "ws://127.0.0.1:" + roostPort + "/socket",
                "http://127.0.0.1:" + httpPort)
            .directory(Path.of("src/test/node").toFile())
            .inheritIO()
            .start();
    assertEquals(0, client.waitFor(), "what failed is printed above");
  }
}
