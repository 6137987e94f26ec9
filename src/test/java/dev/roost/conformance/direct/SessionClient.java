package dev.roost.conformance.direct;

import dev.roost.conformance.scenario.Inbox;
import dev.roost.conformance.scenario.Outgoing;
import dev.roost.conformance.scenario.Received;
import dev.roost.conformance.scenario.ScenarioClient;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SessionOutput;
import dev.roost.internal.session.SocketSession;
import dev.roost.serializer.Frame;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A client that acts as its session's transport: it delivers messages on the session's loop and
 * records the frames.
 */
final class SessionClient implements ScenarioClient, SessionOutput {
  private final SessionLoop loop;
  private final Inbox inbox = new Inbox();

  // Used on the session's loop only.
  private @Nullable SocketSession session;
  private boolean ended;

  SessionClient(SessionLoop loop) {
    this.loop = loop;
  }

  void start(SocketSession started) {
    session = started;
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  // -- From the client

  @Override
  public OptionalInt send(Outgoing message, int fragments) {
    loop.eventLoop().execute(() -> receive(message));
    return OptionalInt.empty();
  }

  private void receive(Outgoing message) {
    SocketSession receiver = session;
    if (ended || receiver == null) {
      return;
    }
    switch (message.kind()) {
      case TEXT -> receiver.receiveText(message.data().getBytes());
      case BINARY -> receiver.receiveBinary(message.data().getBytes());
      default -> throw new UnsupportedOperationException("sessions know messages only");
    }
  }

  @Override
  public void close(OptionalInt code) {
    dropConnection();
  }

  @Override
  public void dropConnection() {
    loop.eventLoop().execute(this::end);
  }

  private void end() {
    ended = true;
    SocketSession closing = session;
    session = null;
    if (closing != null) {
      closing.closed();
    }
  }

  // -- From the session

  @Override
  public void send(Frame frame) {
    sendShared(frame);
    frame.release();
  }

  @Override
  public void sendShared(Frame frame) {
    if (!ended) {
      inbox.arrive(
          frame.isBinary()
              ? new Received.Binary(Buffer.buffer(ByteBufUtil.getBytes(frame.content())))
              : new Received.Text(frame.text()));
    }
  }

  @Override
  public void close(int code, String reason) {
    if (!ended) {
      ended = true;
      inbox.arrive(new Received.Closed(code, reason));
      // Later: a connection ends after the session's call has returned.
      dropConnection();
    }
  }
}
