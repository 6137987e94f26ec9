package dev.roost.internal.session;

import dev.roost.SocketInfo;
import dev.roost.channel.CloseCode;
import dev.roost.channel.RawSocket;
import dev.roost.channel.RawSocket.Control;
import dev.roost.channel.RawSocketContext;
import dev.roost.channel.Socket;
import dev.roost.channel.StopReason;
import dev.roost.serializer.Frame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection to a socket without channels: calls the user's object. */
public final class RawSession implements Session, RawSocketContext {
  private static final Logger log = LoggerFactory.getLogger(RawSession.class);

  private final RawDefinition definition;
  private final Socket socket;
  private final SessionLoop loop;
  private final SessionOutput output;
  private final LoopTraffic traffic;
  private final long sinceMillis = System.currentTimeMillis();
  private long id;
  private @Nullable RawSocket handler;
  private @Nullable EndWatch endWatch;
  private StopReason why = StopReason.CLOSED;
  private boolean inCallback;
  private boolean anonymous;
  private boolean ended;

  private RawSession(
      RawDefinition definition, Socket socket, SessionLoop loop, SessionOutput output) {
    this.definition = definition;
    this.socket = socket;
    this.loop = loop;
    this.output = output;
    this.traffic = definition.metrics().traffic(loop.eventLoop());
  }

  static RawSession begin(
      RawDefinition definition, Admission admission, SessionLoop loop, SessionOutput output) {
    RawSession session = new RawSession(definition, admission.socket(), loop, output);
    definition.metrics().countOpened();
    session.anonymous = admission.isAnonymous();
    definition.supervision().connections().opened(session.anonymous);
    session.id = definition.sessions().opened(session);
    session.endWatch =
        EndWatch.open(
            definition.pubSub(),
            loop,
            admission.result(),
            reason -> session.stop(CloseCode.GOING_AWAY, reason, StopReason.SHUTDOWN));
    return session;
  }

  // -- From the transport

  @Override
  public void opened() {
    guarded(
        "init",
        () -> {
          RawSocket made = definition.factory().get();
          made.attach(this);
          handler = made;
          made.init();
        });
  }

  @Override
  public void receiveText(byte[] utf8) {
    traffic.countReceived();
    String text = new String(utf8, StandardCharsets.UTF_8);
    call("handleText", receiver -> receiver.handleText(text));
  }

  @Override
  public void receiveBinary(byte[] bytes) {
    traffic.countReceived();
    call("handleBinary", receiver -> receiver.handleBinary(Buffer.buffer(bytes)));
  }

  @Override
  public void receivePing(byte[] data) {
    call("handleControl", receiver -> receiver.handleControl(Control.PING, Buffer.buffer(data)));
  }

  @Override
  public void receivePong(byte[] data) {
    call("handleControl", receiver -> receiver.handleControl(Control.PONG, Buffer.buffer(data)));
  }

  @Override
  public void closed() {
    end(StopReason.CLOSED);
  }

  @Override
  public boolean isDraining() {
    return definition.sessions().isDraining();
  }

  @Override
  public void drain() {
    stop(CloseCode.SERVICE_RESTART, "draining", StopReason.DRAINING);
  }

  @Override
  public void disconnect() {
    stop(CloseCode.GOING_AWAY, "disconnect", StopReason.SHUTDOWN);
  }

  @Override
  public void shutDown() {
    stop(CloseCode.GOING_AWAY, "server stops", StopReason.DRAINING);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public boolean mentions(String text) {
    return SocketInfos.mentions(text, id, definition.path(), socket, output);
  }

  @Override
  public SocketInfo info() {
    return SocketInfos.of(id, definition.path(), socket, sinceMillis, output, List.of());
  }

  @Override
  public long queuedBytes() {
    return output.queuedBytes();
  }

  @Override
  public SessionLoop loop() {
    return loop;
  }

  // -- From the user's object

  @Override
  public Socket socket() {
    return socket;
  }

  @Override
  public void push(String text) {
    if (!isOnLoop()) {
      later(() -> push(text));
    } else if (!ended) {
      traffic.countSent();
      output.send(Frame.text(text));
    }
  }

  @Override
  public void push(Buffer bytes) {
    if (!isOnLoop()) {
      later(() -> push(bytes));
    } else if (!ended) {
      traffic.countSent();
      output.send(Frame.binary(bytes));
    }
  }

  @Override
  public void close(int code, String reason) {
    if (isOnLoop()) {
      stop(code, reason, StopReason.NORMAL);
    } else {
      later(() -> close(code, reason));
    }
  }

  @Override
  public void post(Object message) {
    later(() -> call("handleInfo", receiver -> receiver.handleInfo(message)));
  }

  @Override
  public void run(Runnable code) {
    later(() -> call("run", receiver -> code.run()));
  }

  private boolean isOnLoop() {
    return loop.eventLoop().inEventLoop();
  }

  // Through the loop's queue, which keeps the order of the caller's thread.
  private void later(Runnable action) {
    try {
      loop.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("dropped a call of {}: its event loop is shut down", definition.path());
    }
  }

  // -- Callbacks and the end

  private interface Callback {
    void on(RawSocket receiver);
  }

  private void call(String name, Callback callback) {
    RawSocket receiver = handler;
    if (receiver != null) {
      guarded(name, () -> callback.on(receiver));
    }
  }

  private void guarded(String name, Runnable callback) {
    if (ended) {
      return;
    }
    inCallback = true;
    loop.run(
        () -> {
          try {
            callback.run();
          } catch (Throwable failure) {
            crashed(name, failure);
          }
        });
    inCallback = false;
    if (ended) {
      terminate();
    }
  }

  private void crashed(String name, Throwable failure) {
    definition.events().crashed(log, definition.path(), socket, null, name, failure);
    definition.metrics().countCrashed();
    stop(CloseCode.INTERNAL_ERROR, "internal error", StopReason.ERROR);
  }

  private void stop(int code, String reason, StopReason cause) {
    if (!ended) {
      output.close(code, reason);
      end(cause);
    }
  }

  private void end(StopReason reason) {
    if (ended) {
      return;
    }
    ended = true;
    definition.metrics().countClosed();
    definition.sessions().closed(this);
    definition.supervision().connections().closed(anonymous);
    if (endWatch != null) {
      endWatch.cancel();
    }
    why = reason;
    // Not in the middle of another callback.
    if (!inCallback) {
      terminate();
    }
  }

  private void terminate() {
    RawSocket ending = handler;
    handler = null;
    if (ending == null) {
      return;
    }
    loop.run(
        () -> {
          try {
            ending.terminate(why);
          } catch (Throwable failure) {
            definition.events().crashed(log, definition.path(), socket, null, "terminate", failure);
          }
        });
  }
}
