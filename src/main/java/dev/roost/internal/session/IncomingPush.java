package dev.roost.internal.session;

import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's message in the hands of its channel. */
final class IncomingPush implements Push {
  private static final Logger log = LoggerFactory.getLogger(IncomingPush.class);

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
    send(reply);
  }

  private void send(Reply reply) {
    SocketSession session = server.session();
    if (!session.loop().eventLoop().inEventLoop()) {
      session.loop().execute(() -> send(reply));
      return;
    }
    if (!server.isJoined()) {
      return;
    }
    if (ref() == null && !server.isHandling(this)) {
      server.crash(
          "reply", new IllegalStateException("a push without a ref is answered at once or never"));
      return;
    }
    JoinRefs refs = server.refs();
    server.runGuarded(() -> session.reply(refs.answering(), ref(), refs.topic(), reply));
  }

  @Override
  public void reply(Future<Reply> reply) {
    answered = true;
    server
        .session()
        .loop()
        .whenDone(
            reply,
            result -> {
              if (result.succeeded()) {
                send(result.result());
                return;
              }
              Reply error = server.errorReply(result.cause());
              if (error != null) {
                sendError(error, result.cause());
              } else {
                server.crash("reply", result.cause());
              }
            });
  }

  /** Answers an exception of the handler, unless that has answered or it is a crash. */
  boolean answersError(Throwable failure) {
    Reply reply = answered ? null : server.errorReply(failure);
    if (reply == null) {
      return false;
    }
    sendError(reply, failure);
    return true;
  }

  private void sendError(Reply reply, Throwable failure) {
    server.session().definition().metrics().countAnsweredError();
    log.debug("{} answers an error", server.describe(), failure);
    if (ref() != null) {
      send(reply);
    }
  }

  @Override
  public void unknown() {
    throw new UnknownEventException(message.event());
  }
}
