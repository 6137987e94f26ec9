package dev.roost.serializer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One version of the wire format, the counterpart of Phoenix's {@code Phoenix.Socket.Serializer}.
 * To write one of your own, see the package's description.
 *
 * <p><b>Threads.</b> A serializer is called on event loops, on several at once: it has no state
 * that changes, and does not block.
 *
 * <p><b>Buffers.</b> The array that is decoded belongs to the message from then on. A {@link Frame}
 * that is returned belongs to the engine, which releases it; a serializer keeps none.
 *
 * <p><b>Errors.</b> A {@link DecodeException} closes the connection with 1011. A message that
 * cannot be encoded is the fault of the channel that sent it: {@link #encode(Message)} and {@link
 * #encode(ReplyMessage)} throw, and that channel crashes.
 */
public interface Serializer {

  /**
   * Decodes the content of a text frame.
   *
   * @param utf8 well-formed UTF-8; the message keeps slices of it
   * @throws DecodeException if it is no message of this version
   */
  Message decodeText(byte[] utf8) throws DecodeException;

  /**
   * Decodes the content of a binary frame.
   *
   * @param bytes the message keeps slices of it
   * @throws DecodeException if it is no message of this version
   */
  Message decodeBinary(byte[] bytes) throws DecodeException;

  /**
   * Encodes a push.
   *
   * @throws IllegalArgumentException if this version cannot say it
   */
  Frame encode(Message message);

  /**
   * Encodes a reply.
   *
   * @throws IllegalArgumentException if this version cannot say it
   */
  Frame encode(ReplyMessage reply);

  /**
   * Appends the frame of a reply to a buffer: small replies to one client leave in one buffer. The
   * default copies the frame of {@link #encode(ReplyMessage)}; {@link Frame#appendText} writes it
   * in place.
   *
   * @param out to append to only, and not to be kept; unchanged if this throws
   * @throws IllegalArgumentException if this version cannot say it
   */
  default void append(ByteBuf out, ReplyMessage reply) {
    Frame frame = encode(reply);
    try {
      out.writeBytes(frame.bytes(), frame.bytes().readerIndex(), frame.bytes().readableBytes());
    } finally {
      frame.release();
    }
  }

  /**
   * Encodes a broadcast, once for all subscribers on this node that speak this version (Phoenix's
   * {@code fastlane!}). An exception is logged, and the speakers are left out.
   *
   * @return the frame, or null if this version cannot say it and its speakers are left out
   */
  @Nullable Frame fastlane(Broadcast broadcast);
}
