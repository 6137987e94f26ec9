package dev.roost.serializer;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A codec that has what it decodes validated. */
record ValidatingCodec(JsonCodec codec, PayloadValidator validator) implements JsonCodec {
  @Override
  public byte[] encode(@Nullable Object value) {
    return codec.encode(value);
  }

  @Override
  public @Nullable Object decode(byte[] utf8, int offset, int length, Type type) {
    Object value = codec.decode(utf8, offset, length, type);
    if (value != null) {
      validator.validate(value);
    }
    return value;
  }
}
