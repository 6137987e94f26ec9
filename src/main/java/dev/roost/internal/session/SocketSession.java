package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.channel.CloseCode;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.channel.Socket;
import dev.roost.channel.StopReason;
import dev.roost.internal.pubsub.Dispatch;
import dev.roost.internal.session.SocketDefinition.Route;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.DecodeException;
import dev.roost.serializer.Events;
import dev.roost.serializer.FieldTypeException;
import dev.roost.serializer.Frame;
import dev.roost.serializer.Message;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Ref;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: takes its messages to the channels it has joined, and answers for those
 * it has not. Mirrors {@code Phoenix.Socket}.
 *
 * <p>To be used on the session's event loop only.
 */
public final class SocketSession implements Session {
  private static final Logger log = LoggerFactory.getLogger(SocketSession.class);

  private static final Payload UNMATCHED_TOPIC = Payload.json("{\"reason\":\"unmatched topic\"}");
  private static final Payload TOO_MANY_CHANNELS =
      Payload.json("{\"reason\":\"too many channels joined\"}");
  private static final Payload TOO_MANY_JOINS = Payload.json("{\"reason\":\"too many joins\"}");
  private static final Payload TOO_MANY_MESSAGES =
      Payload.json("{\"reason\":\"too many messages\"}");

  private final SocketDefinition definition;
  private final Serializer serializer;
  private final Socket socket;
  private final SessionLoop loop;
  private final SessionOutput output;
  private final Map<String, ChannelServer> channels = new HashMap<>(4);
  private final long id;
  private final long sinceMillis = System.currentTimeMillis();
  private final LoopTraffic traffic;
  private final @Nullable SessionRates rates;
  private final @Nullable EndWatch endWatch;
  private final boolean anonymous;
  private boolean closed;

  SocketSession(
      SocketDefinition definition, Admission admission, SessionLoop loop, SessionOutput output) {
    this.definition = definition;
    this.serializer = admission.serializer();
    this.socket = admission.socket();
    this.loop = loop;
    this.output = output;
    this.rates = SessionRates.of(definition.options(), System::nanoTime);
    traffic = definition.metrics().traffic(loop.eventLoop());
    definition.metrics().countOpened();
    anonymous = admission.isAnonymous();
    definition.supervision().connections().opened(anonymous);
    id = definition.sessions().opened(this);
    endWatch =
        EndWatch.open(
            definition.pubSub(),
            loop,
            admission.result(),
            reason -> disconnect(CloseCode.GOING_AWAY, reason));
  }

  // -- From the transport

  @Override
  public void receiveText(byte[] utf8) {
    receive("text", utf8, serializer::decodeText);
  }

  @Override
  public void receiveBinary(byte[] bytes) {
    receive("binary", bytes, serializer::decodeBinary);
  }

  private interface Decoding {
    Message decode(byte[] bytes) throws DecodeException;
  }

  private void receive(String kind, byte[] bytes, Decoding decoding) {
    if (!closed) {
      traffic.countReceived();
      loop.run(
          () -> {
            try {
              Message message = decoding.decode(bytes);
              FieldCheck.check(definition.options().fields(), message);
              receive(message);
            } catch (FieldTypeException e) {
              receiveInvalid(kind, bytes.length, e);
            } catch (DecodeException e) {
              undecodable(kind, bytes.length, e);
            } catch (RuntimeException e) {
              log.error("a session of {} failed: {}", definition.path(), Crash.line(e));
              log.debug("session failed", e);
              disconnect(CloseCode.INTERNAL_ERROR, "internal error");
            }
          });
    }
  }

  private void receiveInvalid(String kind, int length, FieldTypeException odd) {
    try {
      FieldCheck.check(definition.options().fields(), odd);
    } catch (DecodeException tooLong) {
      undecodable(kind, length, tooLong);
      return;
    }
    if (rates != null && rates.message() != SessionRates.Verdict.HANDLE) {
      definition.metrics().countTooManyMessages();
      log.warn("closing a connection to {}: too many messages", definition.path());
      disconnect(CloseCode.OVERLOADED, "too many messages");
      return;
    }
    String event = odd.event().toString();
    ChannelServer channel = odd.topic().isString() ? channels.get(odd.topic().toString()) : null;
    if (channel != null) {
      // The topic is a string, so the event is none: no handler can have it.
      if (channel.refs().covers(odd.joinRef())) {
        channel.runCode(
            () -> {
              throw new UnknownEventException(event);
            });
      }
    } else if (odd.event().isString() && event.equals(Events.LEAVE)) {
      replyToInvalid(odd, odd.joinRef(), "ok", Payload.EMPTY);
    } else {
      replyToInvalid(odd, null, "error", UNMATCHED_TOPIC);
    }
  }

  private void replyToInvalid(
      FieldTypeException odd, @Nullable Ref joinRef, String status, Payload response) {
    if (!closed) {
      send(
          serializer.encode(
              new ReplyMessage(
                  joinRef,
                  odd.ref(),
                  odd.topic().toString(),
                  status,
                  response,
                  odd.topic().isString())));
    }
  }

  private void undecodable(String kind, int length, DecodeException problem) {
    log.warn(
        "closing a connection to {}: undecodable {} message of {} bytes: {}",
        definition.path(),
        kind,
        length,
        problem.getMessage());
    definition.metrics().countUndecodable();
    disconnect(CloseCode.INTERNAL_ERROR, "undecodable message");
  }

  @Override
  public void closed() {
    end(StopReason.CLOSED);
  }

  private void end(StopReason reason) {
    if (closed) {
      return;
    }
    closed = true;
    definition.metrics().countClosed();
    definition.sessions().closed(this);
    definition.supervision().connections().closed(anonymous);
    if (endWatch != null) {
      endWatch.cancel();
    }
    List<ChannelServer> all = new ArrayList<>(channels.values());
    channels.clear();
    loop.run(() -> all.forEach(channel -> channel.end(reason)));
  }

  // -- Messages of the client

  private void receive(Message message) {
    if (closed || (rates != null && !isWithin(rates, message))) {
      return;
    }
    handle(message);
  }

  // Heartbeats and leaves count, and are answered all the same: they are how a client is let go.
  private boolean isWithin(SessionRates allowed, Message message) {
    SessionRates.Verdict verdict = allowed.message();
    if (verdict == SessionRates.Verdict.HANDLE) {
      return true;
    }
    definition.metrics().countTooManyMessages();
    if (verdict == SessionRates.Verdict.CLOSE) {
      log.warn("closing a connection to {}: too many messages", definition.path());
      disconnect(CloseCode.OVERLOADED, "too many messages");
      return false;
    }
    if (isHeartbeat(message) || message.event().equals(Events.LEAVE)) {
      return true;
    }
    log.debug("refused a message to {}: too many messages", definition.path());
    reply(message.joinRef(), message.ref(), message.topic(), Reply.error(TOO_MANY_MESSAGES));
    return false;
  }

  private static boolean isHeartbeat(Message message) {
    return message.event().equals(Events.HEARTBEAT) && message.topic().equals(Events.PHOENIX_TOPIC);
  }

  private void handle(Message message) {
    String topic = message.topic();
    String event = message.event();
    if (isHeartbeat(message)) {
      // Never with a join_ref, whatever the client sent.
      reply(null, message.ref(), topic, Reply.ok());
      return;
    }
    ChannelServer channel = channels.get(topic);
    if (event.equals(Events.JOIN)) {
      join(message, channel);
    } else if (channel != null) {
      // Messages of an earlier join are dropped.
      if (channel.refs().covers(message)) {
        channel.receive(message);
      }
    } else if (event.equals(Events.LEAVE)) {
      // The client may have raced the channel's end. Nothing is left to do, so it succeeded.
      reply(message.joinRef(), message.ref(), topic, Reply.ok());
    } else {
      unmatched(message);
    }
  }

  private void join(Message message, @Nullable ChannelServer previous) {
    String topic = message.topic();
    Route route = definition.route(topic);
    if (route == null) {
      events()
          .refused(
              log,
              "refused a join of {}: no channel has a pattern for the topic {}",
              definition.path(),
              Crash.flat(topic));
      unmatched(message);
      return;
    }
    if (rates != null && !rates.join()) {
      log.debug("refused a join of {}: too many joins", definition.path());
      definition.metrics().countTooManyJoins();
      reply(message.joinRef(), message.ref(), topic, Reply.error(TOO_MANY_JOINS));
      return;
    }
    Message owed = null;
    if (previous != null) {
      log.debug("{} is joined again on the same connection", Crash.flat(topic));
      owed = previous.closeForReplacedJoin();
      remove(previous);
      previous.end(StopReason.DUPLICATE_JOIN);
    }
    if (channels.size() >= definition.options().maxChannels()) {
      events()
          .refused(
              log,
              "refused a join of {}: the connection has {} channels already",
              definition.path(),
              channels.size());
      definition.metrics().countTooManyChannels();
      reply(message.joinRef(), message.ref(), topic, Reply.error(TOO_MANY_CHANNELS));
      return;
    }
    ChannelServer channel = new ChannelServer(this, message, owed);
    channels.put(topic, channel);
    channel.join(
        route,
        new Join(
            topic,
            route.pattern().suffixOf(topic),
            message.payload().with(definition.supervision().codec())));
  }

  private void unmatched(Message message) {
    // Without the join_ref: the client could otherwise take it for its present join.
    reply(null, message.ref(), message.topic(), Reply.error(UNMATCHED_TOPIC));
  }

  @Override
  public void drain() {
    if (!closed) {
      output.close(CloseCode.SERVICE_RESTART, "draining");
      end(StopReason.DRAINING);
    }
  }

  @Override
  public void disconnect() {
    disconnect(CloseCode.GOING_AWAY, "disconnect");
  }

  @Override
  public void shutDown() {
    if (!closed) {
      output.close(CloseCode.GOING_AWAY, "server stops");
      end(StopReason.DRAINING);
    }
  }

  @Override
  public boolean isDraining() {
    return definition.sessions().isDraining();
  }

  private void disconnect(int code, String reason) {
    if (!closed) {
      output.close(code, reason);
      closed();
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public boolean mentions(String text) {
    return SocketInfos.mentions(text, id, definition.path(), socket, output)
        || channels.keySet().stream().anyMatch(topic -> topic.contains(text));
  }

  @Override
  public SocketInfo info() {
    return SocketInfos.of(
        id,
        definition.path(),
        socket,
        sinceMillis,
        output,
        channels.values().stream().map(ChannelServer::info).toList());
  }

  @Override
  public long queuedBytes() {
    return output.queuedBytes();
  }

  // -- For the channel servers

  long queueRoom() {
    return output.queueRoom();
  }

  SocketDefinition definition() {
    return definition;
  }

  SocketEvents events() {
    return definition.events();
  }

  Socket socket() {
    return socket;
  }

  @Override
  public SessionLoop loop() {
    return loop;
  }

  /** Handles a message as if it came now, but for its having been counted. */
  void receiveAgain(Message message) {
    if (!closed) {
      handle(message);
    }
  }

  /** The channel has ended, unless another has taken its topic already. */
  void remove(ChannelServer channel) {
    channels.remove(channel.topic(), channel);
  }

  void reply(@Nullable Ref joinRef, @Nullable Ref ref, String topic, Reply reply) {
    if (!closed) {
      output.send(
          new ReplyMessage(
              joinRef,
              ref,
              topic,
              reply.status(),
              Payload.of(reply.response(), definition.supervision().codec())),
          serializer);
      traffic.countSent();
    }
  }

  void send(Message message) {
    if (!closed) {
      send(serializer.encode(message));
    }
  }

  private void send(Frame frame) {
    traffic.countSent();
    output.send(frame);
  }

  void sendShared(Dispatch dispatch, Forwarding forwarding) {
    Broadcast broadcast = dispatch.broadcast();
    Frame frame =
        dispatch.frame(serializer, forwarding.topicOf(broadcast), forwarding.eventOf(broadcast));
    if (frame != null && !closed) {
      traffic.countSent();
      output.sendShared(frame);
    }
  }

  void sendShared(Dispatch dispatch) {
    Frame frame = dispatch.frame(serializer);
    if (frame != null && !closed) {
      traffic.countSent();
      output.sendShared(frame);
    }
  }
}
