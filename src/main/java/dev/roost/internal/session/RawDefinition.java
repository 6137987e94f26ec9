package dev.roost.internal.session;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.Params;
import dev.roost.channel.RawSocket;
import dev.roost.internal.pubsub.PubSub;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * The settings that all connections of a raw socket share. Immutable but for its metrics and
 * sessions.
 *
 * @param path where it is mounted, for logs
 * @param connectHandler decides who may connect
 * @param factory makes the user's object for each connection
 * @param pubSub delivers {@code disconnect} broadcasts for socket ids
 * @param metrics counts what happens
 * @param sessions those that are open
 * @param supervision what the endpoint imposes
 * @param events tells what happens
 */
public record RawDefinition(
    String path,
    ConnectHandler connectHandler,
    Supplier<? extends RawSocket> factory,
    PubSub pubSub,
    SocketMetrics metrics,
    OpenSessions sessions,
    Supervision supervision,
    SocketEvents events)
    implements ServedSocket {
  private static final String NO_VERSION = "";

  /** A definition without sessions yet. */
  public RawDefinition(
      String path,
      ConnectHandler connectHandler,
      Supplier<? extends RawSocket> factory,
      PubSub pubSub,
      Supervision supervision,
      SocketEvents events) {
    this(
        path,
        connectHandler,
        factory,
        pubSub,
        new SocketMetrics(),
        new OpenSessions(),
        supervision,
        events);
  }

  @Override
  public Future<Admission> admit(Params params, ConnectInfo info, String transport) {
    ConnectRequest request = new ConnectRequest(params, info, transport, NO_VERSION);
    return ConnectQuestion.ask(path, connectHandler, request, null, events);
  }

  @Override
  public RawSession open(Admission admission, SessionLoop loop, SessionOutput output) {
    return RawSession.begin(this, admission, loop, output);
  }
}
