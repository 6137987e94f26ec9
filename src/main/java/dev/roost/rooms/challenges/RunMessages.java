package dev.roost.rooms.challenges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.List;

/** Reads what clients send of their runs. */
final class RunMessages {
  private static final int MAX_ID = 64;
  private static final int MAX_CHUNKS = 1_000;

  /** A day, which no run takes. */
  private static final long MAX_MS = 86_400_000;

  private RunMessages() {}

  /** How a run ended. */
  record End(Run.Status status, long ms) {}

  /** The id that the client gave to the run. */
  static String id(Payload payload) throws EditRefusedException {
    String id = object(payload).path("id").textValue();
    if (id == null || id.isEmpty() || id.length() > MAX_ID || DocumentText.utf8Length(id) < 0) {
      throw EditRefusedException.invalid();
    }
    return id;
  }

  static Language language(Payload payload) throws EditRefusedException {
    String word = object(payload).path("language").textValue();
    if (word == null) {
      throw EditRefusedException.invalid();
    }
    return Language.named(word).orElseThrow(EditRefusedException::invalid);
  }

  static List<Run.Chunk> chunks(Payload payload) throws EditRefusedException {
    JsonNode chunks = object(payload).path("chunks");
    if (!chunks.isArray() || chunks.isEmpty()) {
      throw EditRefusedException.invalid();
    }
    if (chunks.size() > MAX_CHUNKS) {
      throw EditRefusedException.tooMany(MAX_CHUNKS);
    }
    List<Run.Chunk> read = new ArrayList<>(chunks.size());
    for (JsonNode chunk : chunks) {
      String text = chunk.path("text").textValue();
      if (text == null || DocumentText.utf8Length(text) < 0) {
        throw EditRefusedException.invalid();
      }
      Run.Stream stream = stream(chunk);
      // The output is bounded in bytes: of chunks without any, there could be any number.
      if (!text.isEmpty()) {
        read.add(new Run.Chunk(stream, text));
      }
    }
    return read;
  }

  private static Run.Stream stream(JsonNode chunk) throws EditRefusedException {
    String word = chunk.path("stream").textValue();
    for (Run.Stream stream : Run.Stream.values()) {
      if (stream.word().equals(word)) {
        return stream;
      }
    }
    throw EditRefusedException.invalid();
  }

  /** Whether the run is one of the test cases. */
  static boolean isOfCases(Payload payload) throws EditRefusedException {
    JsonNode tests = object(payload).path("tests");
    if (!tests.isMissingNode() && !tests.isBoolean()) {
      throw EditRefusedException.invalid();
    }
    return tests.booleanValue();
  }

  static long ms(JsonNode json) throws EditRefusedException {
    JsonNode ms = json.path("ms");
    if (!ms.isIntegralNumber() || ms.longValue() < 0 || ms.longValue() > MAX_MS) {
      throw EditRefusedException.invalid();
    }
    return ms.longValue();
  }

  static End end(Payload payload) throws EditRefusedException {
    JsonNode json = object(payload);
    String word = json.path("status").textValue();
    long ms = ms(json);
    if (word == null) {
      throw EditRefusedException.invalid();
    }
    Run.Status status = Run.Status.named(word).orElseThrow(EditRefusedException::invalid);
    if (status == Run.Status.RUNNING) {
      throw EditRefusedException.invalid();
    }
    return new End(status, ms);
  }

  private static JsonNode object(Payload payload) throws EditRefusedException {
    if (!payload.isObject()) {
      throw EditRefusedException.invalid();
    }
    return payload.json();
  }
}
