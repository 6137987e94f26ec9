package orders

import dev.roost.channel.Channel
import dev.roost.channel.Push
import dev.roost.channel.Reply
import dev.roost.channel.StopReason
import io.vertx.core.Promise
import io.vertx.core.Vertx
import io.vertx.kotlin.coroutines.dispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/**
 * A channel whose handlers may suspend. Their coroutines run on the channel's event loop, so they may use its fields;
 * other messages are handled while one is suspended. They end with the channel.
 */
abstract class CoroutineChannel : Channel() {
  // A supervisor, so that one coroutine that fails does not end the others.
  private val scope by lazy { CoroutineScope(Vertx.currentContext().dispatcher() + SupervisorJob()) }

  /**
   * Handles an event by a suspending function, which returns the reply. An exception is as one of any handler: `onError`
   * may answer it; otherwise the channel crashes, and the client joins again.
   */
  protected fun <T : Any> onSuspending(event: String, type: Class<T>, handler: suspend (T) -> Reply) =
      on(event, type) { message, push: Push ->
        val reply = Promise.promise<Reply>()
        push.reply(reply.future())
        scope.launch {
          try {
            reply.complete(handler(message))
          } catch (failure: Throwable) {
            // Of a cancellation too, which only comes when the channel has ended.
            reply.fail(failure)
          }
        }
      }

  override fun terminate(reason: StopReason) = scope.cancel()
}
