package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates messages of at most so many bytes, RFC 7692 section 7.2.2. Corrupt data fails with 1007
 * and a message that is too large with 1009, as RFC 6455 section 7.4.1 names the two.
 */
final class BoundedInflater {
  private static final int CHUNK = 8_192;

  private final int maxMessageBytes;
  private @Nullable Inflater inflater;
  private int inflated;

  BoundedInflater(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Inflates a whole message that refers to no other one. */
  byte[] message(ByteBuf content) {
    int expected = Math.min(maxMessageBytes, 4 * Math.min(content.readableBytes(), CHUNK));
    ByteBuf message = Unpooled.buffer(expected);
    begin();
    try {
      inflate(content, message);
      end(message);
      // The array is the message's own.
      return message.readableBytes() == message.array().length
          ? message.array()
          : ByteBufUtil.getBytes(message);
    } finally {
      Inflater own = inflater;
      if (own != null) {
        own.reset();
      }
    }
  }

  /** A message begins. */
  void begin() {
    inflated = 0;
  }

  /** Appends what a part of the message inflates to. */
  void inflate(ByteBuf part, ByteBuf to) {
    inflate(part.nioBuffer(), to);
  }

  /** Appends the last bytes of the message. */
  void end(ByteBuf to) {
    // Section 7.2.1: what the client leaves out at the end of each message.
    inflate(ByteBuffer.wrap(new byte[] {0, 0, (byte) 0xff, (byte) 0xff}), to);
  }

  /** Gives the memory back. */
  void release() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  private void inflate(ByteBuffer input, ByteBuf to) {
    Inflater own = inflater;
    if (own == null) {
      own = new Inflater(true);
      inflater = own;
    }
    try {
      inflate(own, input, to);
    } catch (DataFormatException e) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "message that cannot be inflated", e);
    }
  }

  private void inflate(Inflater own, ByteBuffer input, ByteBuf to) throws DataFormatException {
    own.setInput(input);
    while (true) {
      // One byte more than allowed, to see that there is one.
      if (!to.isWritable()) {
        to.ensureWritable(Math.min(CHUNK, maxMessageBytes - inflated + 1));
      }
      int room = Math.min(to.writableBytes(), maxMessageBytes - inflated + 1);
      int length = own.inflate(to.nioBuffer(to.writerIndex(), room));
      if (length > maxMessageBytes - inflated) {
        throw new TooLongFrameException("message inflates beyond " + maxMessageBytes + " bytes");
      }
      inflated += length;
      to.writerIndex(to.writerIndex() + length);
      if (own.needsDictionary()) {
        throw new DataFormatException("dictionary");
      }
      if (own.finished()) {
        // Section 7.2.3.4: a final block may be followed by others.
        own.reset();
        if (!input.hasRemaining()) {
          return;
        }
        own.setInput(input);
      } else if (length == 0) {
        return;
      }
    }
  }
}
