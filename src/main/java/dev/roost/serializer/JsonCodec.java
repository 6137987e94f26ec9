package dev.roost.serializer;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into JSON and back: replies, pushes, broadcasts and presence metas on their way out,
 * payloads on their way in. An endpoint has one; {@link JacksonCodec#standard()} is the default.
 *
 * <p>Implementations have no state that a call changes: they are called from any thread.
 */
public interface JsonCodec {

  /**
   * Encodes a value as JSON.
   *
   * @return one JSON value in UTF-8, not changed afterwards
   * @throws IllegalArgumentException if the value has no JSON; the message says why
   */
  byte[] encode(@Nullable Object value);

  /**
   * Decodes JSON that has been checked to be well-formed.
   *
   * @param utf8 holds the JSON value from {@code offset} on, in {@code length} bytes
   * @param type a class, or a type with parameters such as {@code List<String>}
   * @return null for JSON's {@code null} only
   * @throws InvalidPayloadException if the value does not fit the type
   */
  @Nullable Object decode(byte[] utf8, int offset, int length, Type type);

  /** The same codec, but what it decodes is validated. */
  default JsonCodec validating(PayloadValidator validator) {
    return validator == PayloadValidator.NONE ? this : new ValidatingCodec(this, validator);
  }
}
