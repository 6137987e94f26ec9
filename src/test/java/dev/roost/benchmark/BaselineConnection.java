package dev.roost.benchmark;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection of {@link NettyBaseline}, which joins at most one topic. */
final class BaselineConnection extends ChannelInboundHandlerAdapter {
  private static final byte[] END_OF_REQUEST = ascii("\r\n\r\n");
  private static final byte[] REPLY = ascii(",\"phx_reply\",{\"status\":\"ok\",\"response\":");
  private static final byte[] END_OF_REPLY = ascii("}]");
  private static final ByteBuf EMPTY =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(ascii("{}")));

  private final NettyBaseline server;
  private final BaselineLoop loop;
  private @Nullable ChannelHandlerContext context;
  private @Nullable BaselineTopic topic;
  private @Nullable ByteBuf incomplete;
  private boolean upgraded;
  private boolean written;

  BaselineConnection(NettyBaseline server, BaselineLoop loop) {
    this.server = server;
    this.loop = loop;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  // -- From the client

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (incomplete != null) {
      in = ctx.alloc().directBuffer().writeBytes(incomplete).writeBytes(in);
      ((ByteBuf) message).release();
      incomplete.release();
      incomplete = null;
    }
    while (upgraded ? takeFrame(ctx, in) : takeRequest(ctx, in)) {
      // Continue with the next frame.
    }
    if (in.isReadable()) {
      incomplete = in;
    } else {
      in.release();
    }
  }

  private boolean takeRequest(ChannelHandlerContext ctx, ByteBuf in) {
    String request = in.toString(StandardCharsets.US_ASCII);
    int end = request.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    in.skipBytes(end + END_OF_REQUEST.length);
    upgraded = true;
    write(ctx.alloc().directBuffer().writeBytes(BaselineFrames.upgraded(request)));
    return true;
  }

  private boolean takeFrame(ChannelHandlerContext ctx, ByteBuf in) {
    int at = in.readerIndex();
    int header = BaselineFrames.headerLength(in, at);
    if (header == 0) {
      return false;
    }
    int length = BaselineFrames.contentLength(in, at);
    int content = at + header;
    if (in.writerIndex() < content + length) {
      return false;
    }
    in.readerIndex(content + length);
    if ((in.getByte(at) & 0xf) == BaselineFrames.CLOSE) {
      ctx.writeAndFlush(BaselineFrames.close(ctx.alloc())).addListener(ChannelFutureListener.CLOSE);
    } else {
      BaselineFrames.unmask(in, content, length);
      receive(in, content, content + length);
    }
    return true;
  }

  private void receive(ByteBuf in, int from, int to) {
    BaselineEnvelope envelope = loop.envelope;
    envelope.read(in, from, to);
    int payload = envelope.payload;
    int length = envelope.payloadEnd - payload;
    if (envelope.isEvent(in, "pub") && topic != null) {
      topic.broadcast(in, payload, length, loop);
    } else if (envelope.isEvent(in, "echo")) {
      reply(in, envelope, in, payload, length);
    } else {
      if (envelope.isEvent(in, "phx_join")) {
        join(
            in.toString(
                envelope.topic, envelope.topicEnd - envelope.topic, StandardCharsets.US_ASCII));
      }
      reply(in, envelope, EMPTY, 0, EMPTY.readableBytes());
    }
  }

  private void join(String name) {
    topic = server.topic(name);
    topic.add(this, loop);
  }

  // A reply starts with the two refs and the topic of its message.
  private void reply(
      ByteBuf in, BaselineEnvelope envelope, ByteBuf source, int response, int length) {
    int same = envelope.topicEnd + 1 - envelope.start;
    ByteBuf frame =
        BaselineFrames.text(in.alloc(), same + REPLY.length + length + END_OF_REPLY.length);
    frame.writeBytes(in, envelope.start, same).writeBytes(REPLY);
    write(frame.writeBytes(source, response, length).writeBytes(END_OF_REPLY));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (topic != null) {
      topic.remove(this, loop);
    }
    if (incomplete != null) {
      incomplete.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  // -- To the client, on its loop

  void write(ByteBuf frame) {
    context.write(frame, context.voidPromise());
    if (!written) {
      written = true;
      loop.written(this);
    }
  }

  void flush() {
    written = false;
    context.flush();
  }
}
