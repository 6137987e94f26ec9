package dev.roost.internal.transport;

import dev.roost.WebSocketOptions;
import dev.roost.channel.CloseCode;
import dev.roost.internal.session.Overload;
import dev.roost.internal.session.Session;
import dev.roost.internal.session.SessionOutput;
import dev.roost.serializer.Frame;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket over Vert.x's public API, for when a connection cannot or shall not be taken over.
 * Puts fragments together, checks UTF-8, and bounds what waits for the client, none of which Vert.x
 * does.
 */
final class PlainConnection extends IdleWatch.Entry implements SessionOutput, Receiver {
  private static final Logger log = LoggerFactory.getLogger(PlainConnection.class);

  private final ServerWebSocket webSocket;
  private final @Nullable String forwardedFor;
  private final LoopConnections shared;
  private final WebSocketOptions options;
  private final @Nullable ChannelHandlerContext network;
  private final Waiting waiting = new Waiting();
  private @Nullable Session session;
  private @Nullable BoundedFrameDecoder decoder;
  private @Nullable Buffer fragments;
  private int fragmentCount;
  private boolean fragmentsAreText;
  private boolean closing;

  /**
   * @param network where to reach the network, or null if Vert.x does not let us
   * @param forwardedFor the client's address as a trusted proxy tells it
   */
  PlainConnection(
      ServerWebSocket webSocket,
      @Nullable ChannelHandlerContext network,
      @Nullable String forwardedFor,
      LoopConnections shared,
      WebSocketOptions options) {
    this.webSocket = webSocket;
    this.network = network;
    this.forwardedFor = forwardedFor;
    this.shared = shared;
    this.options = options;
  }

  /**
   * Sets the decoder that tells this connection of its bytes. Without one, only whole frames count
   * as activity, and the budget does not see what is in assembly.
   */
  void decodeBy(@Nullable BoundedFrameDecoder own) {
    decoder = own;
  }

  /** Sets the session that this connection feeds, and lets messages in. */
  void start(Session started) {
    session = started;
    webSocket.frameHandler(this::receive);
    webSocket.exceptionHandler(failure -> log.debug("connection failed", failure));
    webSocket.shutdownHandler(
        nothing -> {
          if (!started.isDraining()) {
            close(CloseCode.GOING_AWAY, "server stops");
          }
        });
    webSocket.closeHandler(nothing -> ended());
    shared.idleWatch().add(this);
    started.opened();
  }

  /** Gives back what it holds, as it was closed before it had a session. */
  void abandon() {
    endSession();
  }

  private void receive(WebSocketFrame frame) {
    bytesReceived();
    if (frame.isClose()) {
      // Vert.x answers it; should the client not read the answer, the session ends all the same.
      closing = true;
      closeLater();
      endSession();
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
      fragmentCount = 0;
    }
    if (++fragmentCount > options.maxFragments()) {
      tooManyFragments();
      refuse(BoundedFrameDecoder.tooManyFragments(options.maxFragments()));
      return;
    }
    Buffer whole = frame.binaryData();
    int before = fragments == null ? 0 : fragments.length();
    if (before + whole.length() > options.maxFrameSize()) {
      fragments = null;
      aggregated(0);
      close(CloseCode.TOO_LARGE, "message too large");
      return;
    }
    if (fragments != null) {
      whole = fragments.appendBuffer(whole);
    }
    aggregated(frame.isFinal() || fragments == null ? 0 : whole.length());
    if (frame.isFinal()) {
      fragments = null;
      receive(whole.getBytes());
    }
  }

  private void aggregated(int bytes) {
    if (decoder != null) {
      decoder.aggregated(bytes);
    }
  }

  @Override
  public void bytesReceived() {
    shared.idleWatch().recordActivity(this);
  }

  @Override
  public void endAssembly(long held) {
    shared.noteAssemblyEnded(held);
    fragments = null;
    close(CloseCode.OVERLOADED, "too many partial messages");
    if (decoder != null) {
      decoder.discard();
    }
    endSession();
  }

  @Override
  public void tooManyFragments() {
    shared.served().metrics().countTooManyFragments();
  }

  // Vert.x would close the connection without a close frame.
  @Override
  public boolean refuse(CorruptedWebSocketFrameException broken) {
    log.warn("closing connection: {} client={}", broken.getMessage(), remoteAddress());
    close(broken.closeStatus().code(), broken.closeStatus().reasonText());
    endSession();
    return true;
  }

  // Vert.x answers pings, however many answers wait already.
  private void receiveControl(WebSocketFrame frame) {
    if (frame.isPing()) {
      waiting.addPong(frame.binaryData().length());
    }
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
    waiting.clear();
    endSession();
  }

  private void endSession() {
    shared.idleWatch().remove(this);
    fragments = null;
    if (decoder != null) {
      decoder.release();
    }
    Session ended = session;
    session = null;
    if (ended != null) {
      ended.closed();
    }
  }

  @Override
  void idle() {
    shared.idleWatch().remove(this);
    log.debug("closing a connection: the client was silent for too long");
    close(CloseCode.PROTOCOL_ERROR, "timeout");
  }

  @Override
  public void send(Frame frame) {
    sendShared(frame);
    frame.release();
  }

  @Override
  public void sendShared(Frame frame) {
    if (closing || waiting.isBeyondHardLimit()) {
      return;
    }
    waiting.add(
        frame.contentLength(),
        frame.isBinary()
            ? webSocket.writeBinaryMessage(Buffer.buffer(ByteBufUtil.getBytes(frame.content())))
            : webSocket.writeTextMessage(frame.text()));
  }

  @Override
  public @Nullable String remoteAddress() {
    if (forwardedFor != null) {
      return forwardedFor;
    }
    return webSocket.remoteAddress() == null ? null : webSocket.remoteAddress().toString();
  }

  @Override
  public long queuedBytes() {
    return waiting.waitingBytes();
  }

  @Override
  public long queueRoom() {
    return shared.backlogs().roomFor(waiting);
  }

  @Override
  public void close(int code, String reason) {
    if (!closing) {
      closing = true;
      webSocket.close((short) code, reason);
      closeLater();
    }
  }

  // Vert.x waits without limit for a client that does not read the close frame.
  private void closeLater() {
    if (network != null) {
      PipelineTakeOver.closeAfter(network.channel(), shared.closeTimeoutMillis());
    }
  }

  /**
   * The bytes that this connection's client has not read yet, counted by the completion of Vert.x's
   * writes.
   */
  private final class Waiting extends Backlog {
    /** The approximate overhead of Vert.x and Netty for each message. */
    private static final int MESSAGE_BYTES = 256;

    /** The messages that were not written completely, the oldest first. */
    private final ArrayDeque<Integer> messages = new ArrayDeque<>();

    private final SendProgress progress = new SendProgress();
    private long bytes;
    private long pongBytes;
    private boolean anyWritten;

    void add(int length, Future<Void> written) {
      int size = length + MESSAGE_BYTES;
      messages.add(size);
      bytes += size;
      written.onComplete(done -> written());
      if (!messages.isEmpty()) {
        shared.backlogs().note(this);
      }
    }

    private void written() {
      Integer first = messages.poll();
      if (first != null) {
        bytes -= first;
        anyWritten = true;
      }
      if (messages.isEmpty()) {
        shared.backlogs().remove(this);
      }
    }

    /** Vert.x answers a ping, and does not tell when that was written. */
    void addPong(int length) {
      pongBytes += length + MESSAGE_BYTES;
      isBeyondHardLimit();
    }

    boolean isBeyondHardLimit() {
      return waitingBytes() > options.maxOutboundBytes()
          && shared.backlogs().isBeyondHardLimit(this);
    }

    void clear() {
      messages.clear();
      bytes = 0;
      pongBytes = 0;
      shared.backlogs().remove(this);
    }

    @Override
    long waitingBytes() {
      if (pongBytes > 0 && (webSocket.isClosed() || !webSocket.writeQueueFull())) {
        pongBytes = 0;
      }
      return bytes + pongBytes;
    }

    @Override
    long headBytes() {
      Integer head = messages.peek();
      return head == null ? 0 : head;
    }

    @Override
    boolean hasProgressed() {
      boolean progressed = anyWritten || (network != null && progress.since(network.channel()));
      anyWritten = false;
      return progressed;
    }

    @Override
    String describe() {
      return "transport=websocket client=" + remoteAddress();
    }

    @Override
    void end(Overload why) {
      Session overloaded = session;
      if (why == Overload.BUDGET && network != null) {
        // A close frame would wait behind the messages to drop.
        closing = true;
        PipelineTakeOver.closeNow(network.channel());
      } else {
        close(CloseCode.OVERLOADED, "too slow");
      }
      if (overloaded != null) {
        // Not now: the session may be in the middle of a broadcast.
        shared.loop().eventLoop().execute(overloaded::closed);
      }
    }
  }
}
