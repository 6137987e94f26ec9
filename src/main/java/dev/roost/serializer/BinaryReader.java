package dev.roost.serializer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a binary frame of a client from its first byte to its last: bytes, texts, and a payload at
 * the end. A frame that is too short is no message.
 *
 * <pre>{@code
 * BinaryReader in = new BinaryReader(frame);
 * int kind = in.unsignedByte();
 * int topicLength = in.unsignedByte();
 * int eventLength = in.unsignedByte();
 * return new Message(null, null, in.text(topicLength), in.text(eventLength), in.rest());
 * }</pre>
 *
 * <p>For one thread and one frame.
 */
public final class BinaryReader {
  private final byte[] frame;
  private int at;

  /**
   * Begins at the first byte.
   *
   * @param frame not to be changed afterwards
   */
  public BinaryReader(byte[] frame) {
    this.frame = frame;
  }

  /** How many bytes are left. */
  public int remaining() {
    return frame.length - at;
  }

  /**
   * The next byte, from 0 to 255.
   *
   * @throws DecodeException if no byte is left
   */
  public int unsignedByte() throws DecodeException {
    require(1);
    return frame[at++] & 0xff;
  }

  /**
   * A text of so many bytes.
   *
   * @throws DecodeException if they are not there, or no UTF-8
   */
  public String text(int bytes) throws DecodeException {
    require(bytes);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame, at, bytes)).toString();
      at += bytes;
      return text;
    } catch (CharacterCodingException e) {
      throw new DecodeException("binary frame with a field that is no UTF-8");
    }
  }

  /** All that is left, as a binary payload that shares the frame's bytes. */
  public Payload rest() {
    Payload rest = Payload.binary(frame, at, remaining());
    at = frame.length;
    return rest;
  }

  /**
   * All that is left, as JSON.
   *
   * @throws DecodeException if it is not one JSON value
   */
  public Payload jsonRest() throws DecodeException {
    Payload rest = Json.read(Arrays.copyOfRange(frame, at, frame.length));
    at = frame.length;
    return rest;
  }

  private void require(int bytes) throws DecodeException {
    if (bytes > remaining()) {
      throw new DecodeException("binary frame shorter than its lengths say");
    }
  }
}
