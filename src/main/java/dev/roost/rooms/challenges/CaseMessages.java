package dev.roost.rooms.challenges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.serializer.Payload;

/** Reads the test cases, and their results, that clients send. */
final class CaseMessages {
  private static final int MAX_NAME = 100;

  private CaseMessages() {}

  /** The case in {@code case:save}, with the id 0 for an added one. */
  static TestCase testCase(Payload payload, int maxBytes) throws EditRefusedException {
    JsonNode json = object(payload);
    long id = json.hasNonNull("id") ? id(json.path("id")) : 0;
    return new TestCase(
        id, name(json), text(json.path("input"), maxBytes), text(json.path("expected"), maxBytes));
  }

  /** The id in {@code case:delete}. */
  static long deleted(Payload payload) throws EditRefusedException {
    return id(object(payload).path("id"));
  }

  /** The result in {@code run:result}. */
  static CaseResult result(Payload payload, int maxBytes) throws EditRefusedException {
    JsonNode json = object(payload).path("result");
    String word = json.path("status").textValue();
    if (word == null) {
      throw EditRefusedException.invalid();
    }
    return new CaseResult(
        id(json.path("case_id")),
        name(json),
        text(json.path("expected"), maxBytes),
        text(json.path("actual"), maxBytes),
        CaseResult.Status.named(word).orElseThrow(EditRefusedException::invalid),
        RunMessages.ms(json));
  }

  private static long id(JsonNode id) throws EditRefusedException {
    if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() <= 0) {
      throw EditRefusedException.invalid();
    }
    return id.longValue();
  }

  private static String name(JsonNode json) throws EditRefusedException {
    String name = json.hasNonNull("name") ? json.path("name").textValue() : "";
    if (name == null || name.length() > MAX_NAME || DocumentText.utf8Length(name) < 0) {
      throw EditRefusedException.invalid();
    }
    return name.strip();
  }

  private static String text(JsonNode json, int maxBytes) throws EditRefusedException {
    String text = json.textValue();
    int bytes = text == null ? -1 : DocumentText.utf8Length(text);
    if (text == null || bytes < 0) {
      throw EditRefusedException.invalid();
    }
    if (bytes > maxBytes) {
      throw EditRefusedException.tooLarge(maxBytes);
    }
    return text;
  }

  private static JsonNode object(Payload payload) throws EditRefusedException {
    if (!payload.isObject()) {
      throw EditRefusedException.invalid();
    }
    return payload.json();
  }
}
