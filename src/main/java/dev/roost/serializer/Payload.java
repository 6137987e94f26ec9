package dev.roost.serializer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message: one JSON value, or bytes. Immutable; do not change an array after you
 * passed it in.
 *
 * <p>A payload from a client is a slice of the frame it came in, known to be well-formed JSON but
 * not yet decoded. {@link #json()} and {@link #decode(Class)} decode it, at each call. A payload
 * that is passed on is copied byte for byte, so numbers keep all their digits.
 */
public final class Payload {
  /** The empty JSON object. */
  public static final Payload EMPTY = json("{}");

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final boolean binary;
  private final JsonCodec codec;
  private final Map<String, String> attributes;

  // JSON may come with white space between its tokens and must leave without. Found out when the
  // payload is first written; a race finds out twice.
  private @Nullable Payload compact;

  private Payload(
      byte[] bytes,
      int offset,
      int length,
      boolean binary,
      JsonCodec codec,
      Map<String, String> attributes) {
    this.codec = codec;
    this.attributes = attributes;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.binary = binary;
  }

  /** A slice that is known to be exactly one JSON value, without white space around it. */
  static Payload knownJson(byte[] bytes, int offset, int length) {
    return new Payload(bytes, offset, length, false, JacksonCodec.standard(), Map.of());
  }

  /** The same of an object that also has no white space between its tokens. */
  static Payload compactJson(byte[] bytes, int offset, int length) {
    return knownJson(bytes, offset, length).knownCompact();
  }

  private Payload knownCompact() {
    compact = this;
    return this;
  }

  /**
   * A binary payload that is a slice of an array.
   *
   * @param bytes not to be changed afterwards
   * @throws IndexOutOfBoundsException if the array has no such slice
   */
  public static Payload binary(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return new Payload(bytes, offset, length, true, JacksonCodec.standard(), Map.of());
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

  /** As {@link #json(byte[])}, of a copy of the buffer's bytes. */
  public static Payload json(Buffer utf8) {
    return json(utf8.getBytes());
  }

  /**
   * A payload of JSON that the caller vouches for, such as a column of a database that keeps JSON
   * only. Nothing parses it, so a large one costs no more than a small one. White space between
   * tokens, line feeds included, is taken out before it is sent, as from any payload.
   *
   * <p>If the text is not JSON after all, the server does not notice. Every receiver gets a message
   * that it cannot parse: phoenix.js throws in its {@code onmessage}, and so does {@link #json()}.
   * Other nodes of a cluster check a broadcast, and drop it with an error in their log. Bytes that
   * are not UTF-8 make browsers close the connection with 1007. Use {@link #json(byte[])} for text
   * that comes from a client or another company.
   *
   * @param utf8 not to be changed afterwards
   * @throws IllegalArgumentException if it is empty, or begins an object, array or string that it
   *     does not end
   */
  public static Payload uncheckedJson(byte[] utf8) {
    return Json.unchecked(utf8);
  }

  /** As {@link #uncheckedJson(byte[])}. */
  public static Payload uncheckedJson(String json) {
    return uncheckedJson(json.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #uncheckedJson(byte[])}, of a copy of the buffer's bytes. */
  public static Payload uncheckedJson(Buffer utf8) {
    return uncheckedJson(utf8.getBytes());
  }

  /**
   * The payload for any value: a {@code Payload} as it is, a {@link Buffer} or {@code byte[]} as
   * binary, anything else (records, maps, collections, Vert.x's JSON, strings, numbers, null) as
   * JSON by the {@linkplain JacksonCodec#standard() standard codec}. For the codec of an endpoint,
   * give the value itself to the channel, push, reply or endpoint.
   *
   * @throws IllegalArgumentException if the value has no JSON
   */
  public static Payload of(@Nullable Object value) {
    return of(value, JacksonCodec.standard());
  }

  /** As {@link #of(Object)}, by this codec; it also {@linkplain #decode(Class) decodes}. */
  public static Payload of(@Nullable Object value, JsonCodec codec) {
    if (value instanceof Payload payload) {
      return payload;
    }
    if (value instanceof byte[] bytes) {
      return binary(bytes);
    }
    if (value instanceof Buffer buffer) {
      return binary(buffer.getBytes());
    }
    byte[] json = codec.encode(value);
    return new Payload(json, 0, json.length, false, codec, Map.of());
  }

  /** The same bytes, decoded by this codec. */
  public Payload with(JsonCodec other) {
    if (codec == other) {
      return this;
    }
    Payload same = new Payload(bytes, offset, length, binary, other, attributes);
    return compact == this ? same.knownCompact() : same;
  }

  /**
   * Metadata of the content, such as the user's event in a format that has one: a {@link
   * Serializer} may set attributes when it decodes a message and write them when it encodes one.
   * Phoenix's two formats ignore them. They stay with a payload that is passed on, also to other
   * nodes.
   */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** The value of an attribute, or null if there is none. */
  public @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  /** The same content with one attribute more, or another value of it. */
  public Payload withAttribute(String name, String value) {
    Map<String, String> more = new HashMap<>(attributes);
    more.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
    return withAttributes(more);
  }

  /** The same content with these attributes and no others. */
  public Payload withAttributes(Map<String, String> all) {
    return new Payload(bytes, offset, length, binary, codec, Map.copyOf(all));
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
   * @throws InvalidPayloadException if this is JSON
   */
  public byte[] binary() {
    if (!binary) {
      throw new InvalidPayloadException(
          "the payload is JSON, not binary", Map.of("", "must be binary"), null);
    }
    return copy();
  }

  /**
   * The JSON value as a tree. Integers of any size are kept exactly.
   *
   * @throws IllegalStateException if this is binary, which crashes the channel as in Phoenix:
   *     {@link #decode(Class)} answers instead. Also if this was made by {@link
   *     #uncheckedJson(byte[])} of what is not JSON
   */
  public JsonNode json() {
    if (binary) {
      throw new IllegalStateException("the payload is binary, not JSON");
    }
    try {
      return Json.TREES.readTree(bytes, offset, length);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the payload is not JSON: Payload.uncheckedJson got other text", e);
    }
  }

  /**
   * Decodes the JSON value as an object of the given type, often a record. Members that the type
   * does not know are ignored by the standard codec.
   *
   * @throws InvalidPayloadException if the value does not fit the type, or is null or binary
   */
  public <T> T decode(Class<T> type) {
    @SuppressWarnings("unchecked") // A codec returns what it was asked for, also of primitives.
    T decoded = (T) decodeAs(type);
    return decoded;
  }

  /** As {@link #decode(Class)}, for types with parameters such as {@code List<String>}. */
  public <T> T decode(TypeReference<T> type) {
    @SuppressWarnings("unchecked") // A codec returns what it was asked for.
    T decoded = (T) decodeAs(type.getType());
    return decoded;
  }

  private Object decodeAs(Type type) {
    if (binary) {
      throw new InvalidPayloadException(
          "the payload is binary, not JSON", Map.of("", "must be JSON"), null);
    }
    Object value = codec.decode(bytes, offset, length, type);
    if (value == null) {
      throw new InvalidPayloadException(
          "the payload is null, not " + type.getTypeName(), Map.of("", "must not be null"), null);
    }
    return value;
  }

  /**
   * Checks what Phoenix demands of a push or broadcast.
   *
   * @throws IllegalArgumentException if this is JSON but no object
   */
  void requireObjectOrBinary() {
    if (!binary && !isObject()) {
      throw new IllegalArgumentException(
          "a push or broadcast carries a JSON object or binary: put another value into an object");
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
    byte[] longer = Json.append(bytes, offset, length, name, value);
    return new Payload(longer, 0, longer.length, false, codec, attributes);
  }

  /** Appends the bytes as they are, JSON with whatever white space it has. */
  public Buffer appendTo(Buffer out) {
    return out.appendBytes(bytes, offset, length);
  }

  /**
   * Appends the bytes to {@code out}, for {@link Frame.Content}; JSON leaves without white space
   * between its tokens.
   */
  public void writeTo(ByteBuf out) {
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
