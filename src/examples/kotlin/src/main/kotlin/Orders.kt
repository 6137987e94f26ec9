package orders

import dev.roost.Endpoint
import dev.roost.EndpointOptions
import dev.roost.EndpointServer
import dev.roost.channel.ConnectHandler
import dev.roost.channel.Join
import dev.roost.channel.Reply
import io.vertx.core.Future
import io.vertx.core.Vertx
import io.vertx.core.http.HttpServerOptions
import kotlinx.coroutines.delay

// A client may leave out members that are nullable or have a default.
data class NewOrder(val item: String, val count: Int = 1, val note: String? = null)

data class Order(val id: Int, val item: String, val count: Int, val note: String?)

class SoldOut(item: String) : Exception("no $item left")

class OrdersChannel : CoroutineChannel() {
  private var orders = 0

  init {
    onSuspending("order", NewOrder::class.java, ::order)
  }

  override fun join(join: Join): Reply = Reply.ok()

  private suspend fun order(new: NewOrder): Reply {
    delay(20) // a look-up, for example `client.query(…).execute().coAwait()`
    when (new.item) {
      "unicorn" -> throw SoldOut(new.item)
      "bug" -> error("this crashes the channel")
    }
    val order = Order(++orders, new.item, new.count, new.note)
    broadcast("ordered", order)
    return Reply.ok(order)
  }

  override fun onError(failure: Throwable): Reply? =
      when (failure) {
        is SoldOut -> Reply.error(mapOf("reason" to "sold_out"))
        else -> null
      }
}

fun mountSocket(endpoint: Endpoint) {
  endpoint.socket("/socket") { socket ->
    socket.connect(ConnectHandler.acceptAll()).channel("orders", ::OrdersChannel)
  }
}

// Another mapper: EndpointOptions().codec(JacksonCodec(jacksonObjectMapper()))
fun start(vertx: Vertx, port: Int): Future<EndpointServer> =
    Endpoint.create(vertx, EndpointOptions())
        .also(::mountSocket)
        .listen(HttpServerOptions().setPort(port)) {}

fun main() {
  start(Vertx.vertx(), 4000)
      .onSuccess { println("listening on port ${it.port()}") }
      .onFailure { throw it }
}
