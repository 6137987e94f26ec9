package dev.roost.transport;

import dev.roost.session.CloseCode;
import dev.roost.session.Session;
import dev.roost.session.SessionOutput;
import dev.roost.session.SocketMetrics;
import dev.roost.wire.Frame;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket over Vert.x's public API, for when a connection cannot or shall not be taken over.
 * Puts fragments together, checks UTF-8, and bounds what waits for the client, none of which Vert.x
 * does.
 */
final class PlainConnection extends IdleWatch.Watched implements SessionOutput {
  private static final Logger log = LoggerFactory.getLogger(PlainConnection.class);

  private final ServerWebSocket webSocket;
  private final LoopConnections shared;
  private final WebSocketOptions options;
  private final SocketMetrics metrics;
  private @Nullable Session session;
  private @Nullable Buffer fragments;
  private boolean fragmentsAreText;
  private boolean closing;

  PlainConnection(
      ServerWebSocket webSocket,
      LoopConnections shared,
      WebSocketOptions options,
      SocketMetrics metrics) {
    this.webSocket = webSocket;
    this.shared = shared;
    this.options = options;
    this.metrics = metrics;
  }

  /** Sets the session that this connection feeds, and lets messages in. */
  void start(Session started) {
    session = started;
    webSocket.setWriteQueueMaxSize(Math.max(1, options.maxOutboundBytes()));
    webSocket.frameHandler(this::receive);
    webSocket.exceptionHandler(failure -> log.debug("connection failed", failure));
    webSocket.shutdownHandler(
        nothing -> {
          if (!started.isToBeDrained()) {
            close(CloseCode.GOING_AWAY, "server stops");
          }
        });
    webSocket.closeHandler(nothing -> ended());
    shared.idleWatch().add(this);
    started.opened();
  }

  private void receive(WebSocketFrame frame) {
    shared.idleWatch().heard(this);
    if (frame.isClose()) {
      // Vert.x answers it; should the client not read the answer, the session ends all the same.
      ended();
      return;
    }
    if (closing) {
      return;
    }
    if (!(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      receiveControl(frame);
      return;
    }
    if (!frame.isContinuation()) {
      fragmentsAreText = frame.isText();
      fragments = frame.isFinal() ? null : Buffer.buffer();
    }
    Buffer whole = frame.binaryData();
    int before = fragments == null ? 0 : fragments.length();
    if (before + whole.length() > options.maxFrameSize()) {
      close(CloseCode.TOO_LARGE, "message too large");
      return;
    }
    if (fragments != null) {
      whole = fragments.appendBuffer(whole);
    }
    if (frame.isFinal()) {
      fragments = null;
      receive(whole.getBytes());
    }
  }

  // Vert.x answers pings.
  private void receiveControl(WebSocketFrame frame) {
    Session receiver = session;
    if (receiver != null && frame.isPing()) {
      receiver.receivePing(frame.binaryData().getBytes());
    } else if (receiver != null) {
      receiver.receivePong(frame.binaryData().getBytes());
    }
  }

  private void receive(byte[] message) {
    Session receiver = session;
    if (receiver == null) {
      return;
    }
    if (!fragmentsAreText) {
      receiver.receiveBinary(message);
    } else if (ByteBufUtil.isText(Unpooled.wrappedBuffer(message), StandardCharsets.UTF_8)) {
      receiver.receiveText(message);
    } else {
      log.warn("closing a connection: a text message is no UTF-8");
      close(CloseCode.INVALID_UTF8, "no UTF-8");
    }
  }

  private void ended() {
    shared.idleWatch().remove(this);
    Session ended = session;
    session = null;
    if (ended != null) {
      ended.closed();
    }
  }

  @Override
  void idle() {
    shared.idleWatch().remove(this);
    log.debug("closing a connection: nothing was heard of the client");
    close(CloseCode.PROTOCOL_ERROR, "timeout");
  }

  @Override
  public void send(Frame frame) {
    sendShared(frame);
    frame.release();
  }

  @Override
  public void sendShared(Frame frame) {
    if (closing || isOverloaded()) {
      return;
    }
    if (frame.isBinary()) {
      webSocket.writeBinaryMessage(Buffer.buffer(ByteBufUtil.getBytes(frame.content())));
    } else {
      webSocket.writeTextMessage(frame.text());
    }
  }

  private boolean isOverloaded() {
    if (!webSocket.writeQueueFull()) {
      return false;
    }
    log.warn("closing a connection: the client does not read what it is sent");
    metrics.countOverloaded();
    Session overloaded = session;
    close(CloseCode.OVERLOADED, "too slow");
    if (overloaded != null) {
      // Not now: the session may be in the middle of a broadcast.
      shared.loop().eventLoop().execute(overloaded::closed);
    }
    return true;
  }

  @Override
  public @Nullable String remoteAddress() {
    return webSocket.remoteAddress() == null ? null : webSocket.remoteAddress().toString();
  }

  @Override
  public void close(int code, String reason) {
    if (!closing) {
      closing = true;
      webSocket.close((short) code, reason);
    }
  }
}
