package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Both serializers with an allocator that detects leaks. */
final class Wire {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
  final Serializer v1 = new SerializerV1(allocator);
  final Serializer v2 = new SerializerV2(allocator);

  /** The message of a frame. Releases the frame. */
  static byte[] content(Frame frame) {
    byte[] content = ByteBufUtil.getBytes(frame.content());
    frame.release();
    return content;
  }

  /** The text of a frame. Releases the frame and fails on invalid UTF-8. */
  static String text(Frame frame) {
    assertThat(frame.isBinary()).isFalse();
    return strictText(content(frame));
  }

  static String strictText(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8", e);
    }
  }

  /** The JSON of a frame, parsed by Jackson. Releases the frame. */
  static JsonNode json(Frame frame) {
    return json(text(frame));
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void assertNothingLeaked() {
    assertThat(allocator.metric().usedDirectMemory()).as("direct memory").isZero();
    assertThat(allocator.metric().usedHeapMemory()).as("heap memory").isZero();
  }
}
