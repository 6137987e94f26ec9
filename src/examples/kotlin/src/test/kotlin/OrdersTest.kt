package orders

import dev.roost.EndpointOptions
import dev.roost.testing.PayloadMatch.containing
import dev.roost.testing.PayloadMatch.exactly
import dev.roost.testing.TestChannel
import dev.roost.testing.TestEndpoint
import io.vertx.core.Vertx
import java.io.File
import java.util.concurrent.TimeUnit.SECONDS
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class OrdersTest {
  @Test
  fun `data classes are checked by member`() = channel {
    push("order", mapOf("item" to "tea"))
        .assertReply("ok", exactly(Order(1, "tea", 1, null)))
    assertPush("ordered", containing(mapOf("item" to "tea")))
    push("order", mapOf("count" to 2))
        .assertReply("error", containing(mapOf("errors" to mapOf("item" to "is missing"))))
  }

  @Test
  fun `an exception after a suspension is answered`() = channel {
    push("order", mapOf("item" to "unicorn"))
        .assertReply("error", exactly(mapOf("reason" to "sold_out")))
    push("order", mapOf("item" to "tea")).assertReply("ok")
  }

  @Test
  fun `another one crashes the channel`() = channel {
    push("order", mapOf("item" to "bug"))
    assertCrashed()
  }

  @Test
  fun `with phoenix js`() {
    val vertx = Vertx.vertx()
    try {
      val port = start(vertx, 0).await(10, SECONDS).port()
      val client =
          ProcessBuilder("node", "orders.mjs", "ws://127.0.0.1:$port/socket")
              .directory(File("src/test/node"))
              .inheritIO()
              .start()
      assertEquals(0, client.waitFor(), "what failed is printed above")
    } finally {
      vertx.close().await(10, SECONDS)
    }
  }

  private fun channel(test: TestChannel.() -> Unit) =
      TestEndpoint.of(EndpointOptions(), ::mountSocket).use { it.connect().join("orders").test() }
}
