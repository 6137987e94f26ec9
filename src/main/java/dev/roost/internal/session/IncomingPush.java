package dev.roost.internal.session;

import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A client's message in the hands of its channel. */
final class IncomingPush implements Push {
  private final ChannelServer server;
  private final Message message;
  private boolean answered;

  IncomingPush(ChannelServer server, Message message) {
    this.server = server;
    this.message = message;
  }

  @Override
  public String event() {
    return message.event();
  }

  @Override
  public Payload payload() {
    return message.payload().with(server.session().definition().supervision().codec());
  }

  @Override
  public @Nullable Ref ref() {
    return message.ref();
  }

  @Override
  public void reply(Reply reply) {
    answered = true;
    server.reply(this, reply);
  }

  @Override
  public void reply(Future<Reply> reply) {
    answered = true;
    server.replyWhenDone(this, reply);
  }

  /** Whether the channel has answered, or promised an answer. */
  boolean isAnswered() {
    return answered;
  }

  @Override
  public void unknown() {
    throw new UnknownEventException(message.event());
  }
}
