package dev.roost.serializer;

import org.jspecify.annotations.Nullable;

/**
 * One version of the wire format, the counterpart of Phoenix's {@code Phoenix.Socket.Serializer}.
 *
 * <p>Serializers have no state and are called from any thread. A message that cannot be encoded is
 * the fault of the channel that sent it: encoding throws, and that channel crashes.
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
   * Encodes a broadcast, once for all subscribers that speak this version (Phoenix's {@code
   * fastlane!}).
   *
   * @return the frame, or null if this version cannot say it and its speakers are left out
   */
  @Nullable Frame fastlane(Broadcast broadcast);
}
