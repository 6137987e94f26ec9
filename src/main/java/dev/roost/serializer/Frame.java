package dev.roost.serializer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** RFC 7692 section 6. */
  private static final int COMPRESSED = 0x40;

  private static final int SHORT_HEADER = 2;
  private static final int MEDIUM_HEADER = 4;
  private static final int LONG_HEADER = 10;
  private static final int LENGTH_IN_TWO_BYTES = 126;
  private static final int LENGTH_IN_EIGHT_BYTES = 127;

  private static final VarHandle COMPRESSION = compression();

  private final ByteBuf bytes;
  // A byte, and one field for all that compression needs: a frame takes 24 bytes.
  private final byte headerLength;
  private final boolean binary;
  private volatile @Nullable Compressed compressed;

  private Frame(ByteBuf bytes, int headerLength, boolean binary) {
    this.bytes = bytes;
    this.headerLength = (byte) headerLength;
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
      return new Frame(buffer, putHeader(buffer, firstByte(binary)), binary);
    } catch (Throwable failure) {
      buffer.release();
      throw failure;
    }
  }

  /**
   * Appends a complete frame of a text message to a buffer, for {@link Serializer#append}. If the
   * content throws, the buffer is as it was.
   *
   * @param expectedLength of the message in bytes; the buffer grows if that does not suffice
   * @param content must append UTF-8
   */
  public static void appendText(ByteBuf out, int expectedLength, Content content) {
    int start = out.writerIndex();
    int header = headerLength(expectedLength);
    out.ensureWritable(header + expectedLength);
    out.writerIndex(start + header);
    try {
      content.writeTo(out);
      int length = out.writerIndex() - start - header;
      if (headerLength(length) != header) {
        byte[] message = ByteBufUtil.getBytes(out, start + header, length);
        header = headerLength(length);
        out.writerIndex(start + header).writeBytes(message);
      }
      putHeader(out, start, FINAL_TEXT, length);
    } catch (Throwable failure) {
      out.writerIndex(start);
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
  private static int putHeader(ByteBuf buffer, int firstByte) {
    int content = buffer.writerIndex() - LONG_HEADER;
    int header = headerLength(content);
    putHeader(buffer, LONG_HEADER - header, firstByte, content);
    buffer.readerIndex(LONG_HEADER - header);
    return header;
  }

  // RFC 6455 section 5.2: the length takes as few bytes as possible.
  private static void putHeader(ByteBuf buffer, int at, int firstByte, int contentLength) {
    buffer.setByte(at, firstByte);
    switch (headerLength(contentLength)) {
      case SHORT_HEADER -> buffer.setByte(at + 1, contentLength);
      case MEDIUM_HEADER ->
          buffer.setByte(at + 1, LENGTH_IN_TWO_BYTES).setShort(at + 2, contentLength);
      default -> buffer.setByte(at + 1, LENGTH_IN_EIGHT_BYTES).setLong(at + 2, contentLength);
    }
  }

  private static int headerLength(int contentLength) {
    if (contentLength < LENGTH_IN_TWO_BYTES) {
      return SHORT_HEADER;
    }
    return contentLength <= 0xffff ? MEDIUM_HEADER : LONG_HEADER;
  }

  private static int firstByte(boolean binary) {
    return binary ? FINAL_BINARY : FINAL_TEXT;
  }

  /** Makes a complete frame of a compressed message. */
  static ByteBuf compressed(boolean binary, ByteBuf message) {
    ByteBuf frame =
        PooledByteBufAllocator.DEFAULT.directBuffer(LONG_HEADER + message.readableBytes());
    frame.writerIndex(LONG_HEADER).writeBytes(message);
    putHeader(frame, firstByte(binary) | COMPRESSED);
    return frame;
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

  /**
   * The whole frame with its message compressed, RFC 7692, header included. The first call
   * compresses; of two threads that do so at a time, one result is kept. The buffer belongs to this
   * frame, as {@link #bytes()} does: to send it, write a retained duplicate. Call this only for a
   * length that the compressor {@linkplain FrameCompressor#accepts accepts}.
   *
   * @return null if compression does not make the message smaller
   */
  public @Nullable ByteBuf compressed(FrameCompressor compressor) {
    Compressed known = compressOnce(compressor);
    if (!known.isUsed) {
      known.isUsed = true;
    }
    return known.bytes;
  }

  /** Compresses the message before the threads that send it ask for the result. */
  public void prepare(FrameCompressor compressor) {
    compressOnce(compressor);
  }

  /**
   * The compressor of the compressed frame if that was asked for by {@link #compressed}, else null.
   * A thread sees at least its own calls.
   */
  public @Nullable FrameCompressor usedCompressor() {
    Compressed known = compressed;
    return known != null && known.isUsed ? known.compressor : null;
  }

  private Compressed compressOnce(FrameCompressor compressor) {
    Compressed known = compressed;
    if (known != null) {
      return known;
    }
    Compressed made = new Compressed(compressor, compressor.compress(this));
    if (COMPRESSION.compareAndSet(this, null, made)) {
      return made;
    }
    made.release();
    return Objects.requireNonNull(compressed);
  }

  /** Gives the buffers back. */
  public void release() {
    bytes.release();
    Compressed known = compressed;
    if (known != null) {
      known.release();
    }
  }

  private static VarHandle compression() {
    try {
      return MethodHandles.lookup().findVarHandle(Frame.class, "compressed", Compressed.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** The compressed frame, or the fact that compression does not pay. */
  private static final class Compressed {
    private final FrameCompressor compressor;
    private final @Nullable ByteBuf bytes;

    // Set by any thread; each reads what itself has set.
    private boolean isUsed;

    Compressed(FrameCompressor compressor, @Nullable ByteBuf bytes) {
      this.compressor = compressor;
      this.bytes = bytes;
    }

    void release() {
      if (bytes != null) {
        bytes.release();
      }
    }
  }
}
