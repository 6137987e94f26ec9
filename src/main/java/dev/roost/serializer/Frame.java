package dev.roost.serializer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * One message, encoded: a complete, unmasked WebSocket frame as RFC 6455 section 5.2 lays it out,
 * and the message inside it.
 *
 * <p>Frames of a server are not masked, so the same bytes go to every recipient. A frame owns its
 * buffer, which is counted: the receiver of a frame releases it or passes on the buffer.
 */
public final class Frame {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int SHORT_HEADER = 2;
  private static final int MEDIUM_HEADER = 4;
  private static final int LONG_HEADER = 10;
  private static final int LENGTH_IN_TWO_BYTES = 126;
  private static final int LENGTH_IN_EIGHT_BYTES = 127;

  private final ByteBuf bytes;
  private final int headerLength;
  private final boolean binary;

  private Frame(ByteBuf bytes, int headerLength, boolean binary) {
    this.bytes = bytes;
    this.headerLength = headerLength;
    this.binary = binary;
  }

  /** Writes the message inside a frame. */
  @FunctionalInterface
  public interface Content {
    /**
     * Appends the message.
     *
     * @param out to append to only, and not to be kept; what stands in it already is not the
     *     message's
     */
    void writeTo(ByteBuf out);
  }

  /**
   * A text message. If the content throws, the buffer is given back.
   *
   * @param expectedLength of the message in bytes; the buffer grows if that does not suffice
   * @param content must append UTF-8
   */
  public static Frame text(int expectedLength, Content content) {
    return of(PooledByteBufAllocator.DEFAULT, expectedLength, false, content);
  }

  /** A binary message, as {@link #text(int, Content)}. */
  public static Frame binary(int expectedLength, Content content) {
    return of(PooledByteBufAllocator.DEFAULT, expectedLength, true, content);
  }

  /**
   * Makes a frame. If the content cannot be written, the buffer is given back.
   *
   * @param expectedLength of the content; the buffer grows if that does not suffice
   */
  static Frame of(ByteBufAllocator allocator, int expectedLength, boolean binary, Content content) {
    ByteBuf buffer = allocator.directBuffer(LONG_HEADER + expectedLength);
    try {
      // The header overwrites as much of this space as it needs.
      buffer.writerIndex(LONG_HEADER);
      content.writeTo(buffer);
      return new Frame(buffer, putHeader(buffer, binary), binary);
    } catch (Throwable failure) {
      buffer.release();
      throw failure;
    }
  }

  /** A text message that is no message of a channel. */
  public static Frame text(String text) {
    return text(ByteBufUtil.utf8Bytes(text), out -> ByteBufUtil.writeUtf8(out, text));
  }

  /** A binary message that is no message of a channel. */
  public static Frame binary(Buffer bytes) {
    return binary(bytes.length(), out -> out.writeBytes(bytes.getBytes()));
  }

  // Puts the header right in front of the content, and tells how long it is.
  private static int putHeader(ByteBuf buffer, boolean binary) {
    int content = buffer.writerIndex() - LONG_HEADER;
    int header;
    if (content < LENGTH_IN_TWO_BYTES) {
      header = SHORT_HEADER;
      buffer.setByte(LONG_HEADER - header + 1, content);
    } else if (content <= 0xffff) {
      header = MEDIUM_HEADER;
      buffer.setByte(LONG_HEADER - header + 1, LENGTH_IN_TWO_BYTES);
      buffer.setShort(LONG_HEADER - 2, content);
    } else {
      header = LONG_HEADER;
      buffer.setByte(1, LENGTH_IN_EIGHT_BYTES);
      buffer.setLong(LONG_HEADER - 8, content);
    }
    buffer.setByte(LONG_HEADER - header, binary ? FINAL_BINARY : FINAL_TEXT);
    buffer.readerIndex(LONG_HEADER - header);
    return header;
  }

  /** Whether the message is binary, and not text. */
  public boolean isBinary() {
    return binary;
  }

  /**
   * The whole frame, header included. The buffer is this frame's own, without a count of its own.
   */
  public ByteBuf bytes() {
    return bytes;
  }

  /** The message without the header, sharing bytes and count with {@link #bytes()}. */
  public ByteBuf content() {
    return bytes.slice(bytes.readerIndex() + headerLength, contentLength());
  }

  /** The size of the message in bytes. */
  public int contentLength() {
    return bytes.readableBytes() - headerLength;
  }

  /** The message as text. */
  public String text() {
    return content().toString(StandardCharsets.UTF_8);
  }

  /** Gives the buffer back. */
  public void release() {
    bytes.release();
  }
}
