package dev.roost.benchmark.compression;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A client that offers compression, joins a topic, and hands on what is broadcast there. */
final class LoadConnection extends ByteToMessageDecoder {
  private static final byte[] MASK = {7, 19, 83, 1};
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
  // All connections are on one thread.
  private static final byte[] SCRATCH = new byte[1 << 17];

  // Clients that get the same bytes need not all inflate them, which would take the server's CPU.
  private static byte[] lastCompressed = {};
  private static byte[] lastMessage = {};
  private static final byte[] REPLY = "\"phx_reply\"".getBytes(StandardCharsets.US_ASCII);

  private final String topic;
  private final Load load;
  private @Nullable ChannelHandlerContext context;
  private boolean upgraded;
  private boolean joined;
  private boolean compresses;
  private boolean keepsContext;
  private @Nullable Inflater own;
  private int last = -1;

  /** Learns what the clients experience, on their one thread. */
  interface Load {
    void joined(LoadConnection connection);

    void received(LoadConnection connection, byte[] message, int bytesOnTheWire);

    void lost(LoadConnection connection, Throwable cause);

    Inflater inflater();
  }

  LoadConnection(String topic, Load load) {
    this.topic = topic;
    this.load = load;
  }

  /** The number of the last message that it got. */
  int last() {
    return last;
  }

  void last(int number) {
    last = number;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    String request =
        """
        GET /socket/websocket?vsn=2.0.0 HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits

        """
            .replace("\n", "\r\n");
    ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), request));
  }

  void publish(byte[] payload) {
    send(
        "[\"1\",null,\""
            + topic
            + "\",\"pub\","
            + new String(payload, StandardCharsets.UTF_8)
            + "]");
  }

  void heartbeat() {
    send("[null,\"2\",\"phoenix\",\"heartbeat\",{}]");
  }

  private void send(String message) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    if (compresses) {
      text = deflate(text);
    }
    ByteBuf frame = ctx.alloc().buffer(text.length + 16).writeByte(compresses ? 0xc1 : 0x81);
    if (text.length < 126) {
      frame.writeByte(0x80 | text.length);
    } else {
      frame.writeByte(0x80 | 126).writeShort(text.length);
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < text.length; i++) {
      frame.writeByte(text[i] ^ MASK[i & 3]);
    }
    ctx.writeAndFlush(frame);
  }

  private static byte[] deflate(byte[] text) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(text);
    byte[] result = new byte[text.length + 64];
    int length = deflater.deflate(result, 0, result.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(result, length - TAIL.length);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!upgraded) {
      upgrade(in);
      return;
    }
    int start = in.readerIndex();
    if (in.readableBytes() < 4) {
      return;
    }
    int first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      if (in.readableBytes() < 8) {
        in.readerIndex(start);
        return;
      }
      length = in.readLong();
    }
    if (in.readableBytes() < length) {
      in.readerIndex(start);
      return;
    }
    byte[] content = new byte[(int) length];
    in.readBytes(content);
    if ((first & 0x0f) == 8) {
      throw new IllegalStateException("closed by the server");
    }
    receive((first & 0x40) == 0 ? content : inflate(content), in.readerIndex() - start);
  }

  private void upgrade(ByteBuf in) {
    String answer = in.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    if (!answer.startsWith("http/1.1 101")) {
      throw new IllegalStateException(answer);
    }
    in.skipBytes(end + 4);
    upgraded = true;
    compresses = answer.contains("permessage-deflate");
    keepsContext = !answer.contains("server_no_context_takeover");
    send("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
  }

  private void receive(byte[] message, int bytesOnTheWire) {
    if (joined && message[0] == '[' && !isReply(message)) {
      load.received(this, message, bytesOnTheWire);
    } else if (!joined) {
      joined = true;
      load.joined(this);
    }
  }

  // The name of the event stands near the beginning.
  private static boolean isReply(byte[] message) {
    String beginning =
        new String(message, 0, Math.min(message.length, 60), StandardCharsets.ISO_8859_1);
    return beginning.contains(new String(REPLY, StandardCharsets.US_ASCII));
  }

  private byte[] inflate(byte[] content) throws DataFormatException {
    if (!keepsContext && Arrays.equals(content, lastCompressed)) {
      return lastMessage;
    }
    Inflater inflater = load.inflater();
    if (keepsContext) {
      if (own == null) {
        own = new Inflater(true);
      }
      inflater = own;
    }
    inflater.setInput(content);
    int length = inflater.inflate(SCRATCH);
    inflater.setInput(TAIL);
    length += inflater.inflate(SCRATCH, length, SCRATCH.length - length);
    byte[] message = Arrays.copyOf(SCRATCH, length);
    if (!keepsContext) {
      inflater.reset();
      lastCompressed = content;
      lastMessage = message;
    }
    return message;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    load.lost(this, new IllegalStateException("disconnected"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    load.lost(this, cause);
    ctx.close();
  }
}
