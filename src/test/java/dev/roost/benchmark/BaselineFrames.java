package dev.roost.benchmark;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WebSocket frames of RFC 6455, without checks. */
final class BaselineFrames {
  static final int CLOSE = 8;

  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final int IN_TWO_BYTES = 126;
  private static final int IN_EIGHT_BYTES = 127;
  private static final int MASK = 4;

  private static final Pattern KEY =
      Pattern.compile("sec-websocket-key: *(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private BaselineFrames() {}

  /** A buffer for a text message of that length, starting with its header. */
  static ByteBuf text(ByteBufAllocator allocator, int length) {
    ByteBuf frame = allocator.directBuffer(10 + length).writeByte(FINAL_TEXT);
    if (length < IN_TWO_BYTES) {
      return frame.writeByte(length);
    }
    return length <= 0xffff
        ? frame.writeByte(IN_TWO_BYTES).writeShort(length)
        : frame.writeByte(IN_EIGHT_BYTES).writeLong(length);
  }

  static ByteBuf close(ByteBufAllocator allocator) {
    return allocator.directBuffer(2).writeByte(FINAL_CLOSE).writeByte(0);
  }

  /** The header length of the client's frame at {@code at}; 0 if the header is incomplete. */
  static int headerLength(ByteBuf in, int at) {
    int available = in.writerIndex() - at;
    if (available < 2) {
      return 0;
    }
    int header = MASK + headerWithoutMask(in.getByte(at + 1) & 0x7f);
    return available < header ? 0 : header;
  }

  private static int headerWithoutMask(int length) {
    return switch (length) {
      case IN_TWO_BYTES -> 4;
      case IN_EIGHT_BYTES -> 10;
      default -> 2;
    };
  }

  /** The content length of a frame with a complete header. */
  static int contentLength(ByteBuf in, int at) {
    int length = in.getByte(at + 1) & 0x7f;
    return switch (length) {
      case IN_TWO_BYTES -> in.getUnsignedShort(at + 2);
      case IN_EIGHT_BYTES -> (int) in.getLong(at + 2);
      default -> length;
    };
  }

  /** Unmasks the content in place, with the mask in front of it. */
  static void unmask(ByteBuf in, int content, int length) {
    int mask = in.getInt(content - MASK);
    long wide = (long) mask << 32 | (mask & 0xffffffffL);
    int at = content;
    int end = content + length;
    for (; at + 8 <= end; at += 8) {
      in.setLong(at, in.getLong(at) ^ wide);
    }
    for (; at < end; at++) {
      in.setByte(at, in.getByte(at) ^ (mask >>> (24 - (at - content) % 4 * 8)));
    }
  }

  /** The answer to an upgrade request. */
  static byte[] upgraded(String request) {
    Matcher key = KEY.matcher(request);
    if (!key.find()) {
      throw new IllegalArgumentException("no WebSocket");
    }
    return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key.group(1))
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
