package dev.roost.internal.transport;

import dev.roost.WebSocketOptions;
import dev.roost.internal.session.AssemblyBudget;
import dev.roost.internal.transport.http.HttpConnections;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a connection over from Vert.x, with the handshake or after it: the place that leans on what
 * Vert.x does not promise, an accessor of the Netty pipeline and the names of handlers in it.
 *
 * <p>Vert.x's own handler would cost each connection some 12 KB, flush each write, and offer no way
 * to write bytes that are a frame already.
 */
final class PipelineTakeOver {
  private static final Logger log = LoggerFactory.getLogger(PipelineTakeOver.class);

  static final String DECODER = "wsdecoder";
  private static final String ENCODER = "wsencoder";
  private static final String LAST = "handler";

  /** The class of Netty that inflates permessage-deflate, which is not public. */
  private static final String INFLATER = "PerMessageDeflateDecoder";

  private final int maxFrameSize;
  private final int maxFragments;
  private final WriteBufferWaterMark outboundLimit;
  private final WebSocketDecoderConfig decoding;
  private final WebSocketDecoderConfig decodingCompressed;

  /** Takes over the connections of a mount, which share what is the same for all of them. */
  PipelineTakeOver(WebSocketOptions options) {
    maxFrameSize = options.maxFrameSize();
    maxFragments = options.maxFragments();
    outboundLimit =
        new WriteBufferWaterMark(options.maxOutboundBytes(), options.maxOutboundBytes());
    decoding = decoding(maxFrameSize, false);
    decodingCompressed = decoding(maxFrameSize, true);
  }

  /** Whether this version of Vert.x has the accessor. To be asked once, at start. */
  static boolean isPossible() {
    try {
      ConnectionBase.class.getMethod("channelHandlerContext");
      return true;
    } catch (NoSuchMethodException | LinkageError e) {
      log.warn("this version of Vert.x lets no connection be taken over: they cost more memory");
      return false;
    }
  }

  /** Whether Vert.x itself is set up to negotiate compression, which then is not ours to do. */
  static boolean isCompressing(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        && base.channelHandlerContext().pipeline().get(WebSocketServerExtensionHandler.class)
            != null;
  }

  /**
   * Closes at once, without Vert.x's handler, which would wait until the client has read
   * everything.
   */
  static void closeNow(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  /** Closes at once: no handler of the pipeline may wait for the client before. */
  static void closeNow(Channel channel) {
    channel.unsafe().close(channel.unsafe().voidPromise());
  }

  /** Closes as {@link #closeNow(Channel)} after a time, unless the connection ends before. */
  static void closeAfter(Channel channel, long millis) {
    Future<?> timer =
        channel.eventLoop().schedule(() -> closeNow(channel), millis, TimeUnit.MILLISECONDS);
    // The timer would keep the closed connection in memory.
    channel.closeFuture().addListener(closed -> timer.cancel(false));
  }

  /**
   * The context of Vert.x's handler in an upgraded connection's pipeline, from which the network is
   * reached without that handler; null if it is unknown.
   */
  static @Nullable ChannelHandlerContext networkOf(HttpConnection connection) {
    // The handler was replaced in the handshake, and its context with it.
    return connection instanceof ConnectionBase base
        ? base.channelHandlerContext().pipeline().context(LAST)
        : null;
  }

  /** The channel of a connection, or null if it is unknown. */
  static @Nullable Channel networkChannelOf(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        ? base.channelHandlerContext().channel()
        : null;
  }

  /** A handshake begins: what comes too early for it is dropped. On the channel's event loop. */
  static void dropEarlyFrames(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelPipeline pipeline = base.channelHandlerContext().pipeline();
      if (pipeline.get(LAST) != null && pipeline.get(EarlyFrames.class) == null) {
        pipeline.addBefore(LAST, null, EarlyFrames.DROPPED);
      }
    }
  }

  /** The handshake is over: later messages have a handler. */
  static void keepFrames(HttpConnection connection) {
    if (connection instanceof ConnectionBase base
        && base.channelHandlerContext().pipeline().get(EarlyFrames.class) != null) {
      base.channelHandlerContext().pipeline().remove(EarlyFrames.class);
    }
  }

  /** Keeps Vert.x from negotiating compression for a request, which is not upgraded yet. */
  static void stopCompressing(HttpConnection connection) {
    if (isCompressing(connection) && connection instanceof ConnectionBase base) {
      base.channelHandlerContext().pipeline().remove(WebSocketServerExtensionHandler.class);
    }
  }

  /** The channel of a request that can be upgraded, if its pipeline looks as we know it. */
  static @Nullable Channel httpChannelOf(HttpConnection connection) {
    if (!(connection instanceof ConnectionBase base)) {
      return null;
    }
    ChannelPipeline pipeline = base.channelHandlerContext().pipeline();
    boolean known =
        pipeline.get(HttpConnections.DECODER) instanceof HttpRequestDecoder
            && pipeline.get(HttpConnections.ENCODER) != null
            && pipeline.get(LAST) != null;
    return known && pipeline.channel().isActive() ? pipeline.channel() : null;
  }

  /** The channel of an upgraded request if its pipeline looks as we know it, else null. */
  static @Nullable Channel channelOf(HttpConnection connection) {
    if (!(connection instanceof ConnectionBase base)) {
      return null;
    }
    ChannelPipeline pipeline = base.channelHandlerContext().pipeline();
    boolean known =
        pipeline.get(DECODER) != null
            && pipeline.get(ENCODER) != null
            && pipeline.get(LAST) != null;
    return known ? pipeline.channel() : null;
  }

  /**
   * Answers a request with 101, and replaces the handlers for HTTP by {@code connection}. Vert.x's
   * handshake would first put handlers for a WebSocket of its own there. On the channel's event
   * loop, with the channel of {@link #httpChannelOf} and the request read to its end.
   *
   * @param mayBeCompressed whether the answer agrees on compressed messages
   */
  void upgrade(
      Channel channel,
      HttpServerRequest request,
      TakenOverConnection connection,
      boolean mayBeCompressed,
      AssemblyBudget assemblies) {
    ChannelPipeline pipeline = channel.pipeline();
    // From the encoder towards the network: these are bytes already.
    pipeline
        .context(HttpConnections.ENCODER)
        .writeAndFlush(UpgradeAnswer.to(request, channel.alloc()), channel.voidPromise());
    HttpConnections.release(pipeline);
    if (pipeline.get(HttpContentCompressor.class) != null) {
      pipeline.remove(HttpContentCompressor.class);
    }
    pipeline.remove(HttpConnections.ENCODER);
    BoundedFrameDecoder decoder = decoder(connection, mayBeCompressed, assemblies);
    pipeline.addAfter(HttpConnections.DECODER, DECODER, decoder);
    attach(channel, connection, decoder);
    // Remove it last: it hands on what the client sent too early, and a connection that has not
    // started drops that.
    pipeline.remove(HttpConnections.DECODER);
  }

  /**
   * Replaces Vert.x's handler by {@code connection}, after Vert.x's handshake. On the channel's
   * event loop.
   *
   * @param mayBeCompressed whether the handshake agreed on compressed messages
   */
  void takeOver(
      Channel channel,
      TakenOverConnection connection,
      boolean mayBeCompressed,
      AssemblyBudget assemblies) {
    BoundedFrameDecoder decoder = decoder(connection, mayBeCompressed, assemblies);
    channel.pipeline().replace(DECODER, DECODER, decoder);
    // Everything is written as bytes.
    channel.pipeline().remove(ENCODER);
    attach(channel, connection, decoder);
  }

  private BoundedFrameDecoder decoder(
      Receiver receiver, boolean mayBeCompressed, AssemblyBudget assemblies) {
    return new BoundedFrameDecoder(
        mayBeCompressed ? decodingCompressed : decoding, maxFragments, receiver, assemblies);
  }

  private void attach(
      Channel channel, TakenOverConnection connection, BoundedFrameDecoder decoder) {
    channel.config().setWriteBufferWaterMark(outboundLimit);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addBefore(LAST, null, new FragmentAggregator(maxFrameSize, decoder));
    pipeline.replace(LAST, LAST, connection);
  }

  /**
   * Has a connection that is not taken over told of its bytes too. If Vert.x compresses, what
   * inflates messages is replaced too, as Netty's does so without a limit. On the channel's event
   * loop.
   *
   * @return null if the pipeline does not look as we know it
   */
  @Nullable BoundedFrameDecoder replaceDecoder(
      HttpConnection connection, Receiver receiver, AssemblyBudget assemblies) {
    Channel channel = channelOf(connection);
    if (channel == null) {
      return null;
    }
    ChannelPipeline pipeline = channel.pipeline();
    WebSocketExtensionDecoder inflater = pipeline.get(WebSocketExtensionDecoder.class);
    if (inflater != null) {
      if (!inflater.getClass().getSimpleName().equals(INFLATER)) {
        return null;
      }
      // Right for clients that keep no context, too: they do not refer to it.
      pipeline.replace(inflater, null, new MessageInflater(maxFrameSize, receiver));
    }
    BoundedFrameDecoder decoder = decoder(receiver, inflater != null, assemblies);
    pipeline.replace(DECODER, DECODER, decoder);
    return decoder;
  }

  private static WebSocketDecoderConfig decoding(int maxFrameSize, boolean compressed) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(maxFrameSize)
        .allowExtensions(compressed)
        // Text is checked as a whole, once its fragments are together.
        .withUTF8Validator(false)
        // We answer violations with a close frame of our own.
        .closeOnProtocolViolation(false)
        .build();
  }
}
