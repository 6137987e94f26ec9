package dev.roost.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message carries: one JSON value, or bytes. Immutable; whoever hands over an array must not
 * change it afterwards.
 *
 * <p>A payload from a client is a slice of the frame it came in, known to be well-formed JSON but
 * not yet decoded. {@link #json()} and {@link #as(Class)} decode it, each time anew. A payload that
 * is passed on is copied byte for byte, so numbers keep all their digits.
 */
public final class Payload {
  /** The empty JSON object. */
  public static final Payload EMPTY = json("{}");

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final boolean binary;

  // JSON may come with white space between its tokens and must leave without. Found out when the
  // payload is first written; a race finds out twice.
  private @Nullable Payload compact;

  private Payload(byte[] bytes, int offset, int length, boolean binary) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.binary = binary;
  }

  /** A slice that was checked to be exactly one JSON value, without white space around it. */
  static Payload checkedJson(byte[] bytes, int offset, int length) {
    return new Payload(bytes, offset, length, false);
  }

  static Payload binary(byte[] bytes, int offset, int length) {
    return new Payload(bytes, offset, length, true);
  }

  /** A binary payload. */
  public static Payload binary(byte[] bytes) {
    return binary(bytes, 0, bytes.length);
  }

  /**
   * A payload of JSON that is already encoded.
   *
   * @throws IllegalArgumentException if it is not one JSON value
   */
  public static Payload json(String json) {
    return json(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A payload of JSON that is already encoded.
   *
   * @param utf8 not to be changed afterwards
   * @throws IllegalArgumentException if it is not one JSON value
   */
  public static Payload json(byte[] utf8) {
    try {
      return Json.read(utf8);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  /**
   * The payload for any value: a {@code Payload} as it is, a {@link Buffer} or {@code byte[]} as
   * binary, anything else (records, maps, collections, strings, numbers, null) as JSON by Jackson.
   *
   * @throws IllegalArgumentException if Jackson cannot write the value
   */
  public static Payload of(@Nullable Object value) {
    return of(value, Json.MAPPER);
  }

  /** As {@link #of(Object)}, with a mapper of one's own. */
  public static Payload of(@Nullable Object value, ObjectMapper mapper) {
    if (value instanceof Payload payload) {
      return payload;
    }
    if (value instanceof byte[] bytes) {
      return binary(bytes);
    }
    if (value instanceof Buffer buffer) {
      return binary(buffer.getBytes());
    }
    try {
      byte[] json = mapper.writeValueAsBytes(value);
      return checkedJson(json, 0, json.length);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "no JSON for " + Objects.requireNonNull(value).getClass(), e);
    }
  }

  /** Whether this is binary, and not JSON. */
  public boolean isBinary() {
    return binary;
  }

  /**
   * Whether this is a JSON object, which is all that pushes and broadcasts may carry besides bytes.
   */
  public boolean isObject() {
    return !binary && bytes[offset] == '{';
  }

  /** The size in bytes. */
  public int length() {
    return length;
  }

  /**
   * The bytes of a binary payload, in an array of their own.
   *
   * @throws IllegalStateException if this is JSON
   */
  public byte[] binary() {
    if (!binary) {
      throw new IllegalStateException("the payload is JSON, not binary");
    }
    return copy();
  }

  /**
   * The JSON value as a tree. Integers of any size are kept exactly.
   *
   * @throws IllegalStateException if this is binary
   */
  public JsonNode json() {
    requireJson();
    try {
      return Json.MAPPER.readTree(bytes, offset, length);
    } catch (IOException e) {
      throw new IllegalStateException("a checked payload could not be read", e);
    }
  }

  /**
   * The JSON value as an object of the given type, often a record. Members that the type does not
   * know are ignored.
   *
   * @throws IllegalArgumentException if the value does not fit the type
   * @throws IllegalStateException if this is binary
   */
  public <T> T as(Class<T> type) {
    return as(type, Json.MAPPER);
  }

  /** As {@link #as(Class)}, with a mapper of one's own. */
  public <T> T as(Class<T> type, ObjectMapper mapper) {
    requireJson();
    try {
      return present(mapper.readValue(bytes, offset, length, type));
    } catch (IOException e) {
      throw misfit(type.getSimpleName(), e);
    }
  }

  /** As {@link #as(Class)}, for types with parameters such as {@code List<String>}. */
  public <T> T as(TypeReference<T> type) {
    requireJson();
    try {
      return present(Json.MAPPER.readValue(bytes, offset, length, type));
    } catch (IOException e) {
      throw misfit(type.getType().getTypeName(), e);
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the payload is null");
    }
    return value;
  }

  private static IllegalArgumentException misfit(String type, IOException cause) {
    return new IllegalArgumentException("the payload does not fit " + type, cause);
  }

  private void requireJson() {
    if (binary) {
      throw new IllegalStateException("the payload is binary, not JSON");
    }
  }

  /**
   * Checks what Phoenix demands of a push or broadcast.
   *
   * @throws IllegalArgumentException if this is JSON but no object
   */
  void requireObjectOrBinary() {
    if (!binary && !isObject()) {
      throw new IllegalArgumentException("a push or broadcast carries a JSON object or binary");
    }
  }

  /**
   * This object with one member more, behind the others; it is not decoded. A member of that name
   * that is there already is overruled, as readers of JSON take the last.
   *
   * @throws IllegalArgumentException if this is no object
   */
  public Payload withMember(String name, String value) {
    if (!isObject()) {
      throw new IllegalArgumentException("only an object has members");
    }
    return Json.append(bytes, offset, length, name, value);
  }

  /** Appends the bytes as they are, JSON with whatever white space it has. */
  public Buffer appendTo(Buffer out) {
    return out.appendBytes(bytes, offset, length);
  }

  /** Appends the bytes to {@code out}; JSON leaves without white space between its tokens. */
  void writeTo(ByteBuf out) {
    Payload source = binary ? this : compacted();
    out.writeBytes(source.bytes, source.offset, source.length);
  }

  /** The same value without white space between its tokens. */
  Payload compacted() {
    Payload result = compact;
    if (result == null) {
      result = Json.isCompact(bytes, offset, length) ? this : Json.compact(bytes, offset, length);
      compact = result;
    }
    return result;
  }

  private byte[] copy() {
    byte[] copy = new byte[length];
    System.arraycopy(bytes, offset, copy, 0, length);
    return copy;
  }

  /** The JSON text, or the number of bytes. */
  @Override
  public String toString() {
    return binary
        ? "binary of " + length + " bytes"
        : new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
