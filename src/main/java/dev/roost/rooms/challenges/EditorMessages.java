package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.documents.ChangeSet;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.Edit;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Update;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads what editors send. */
final class EditorMessages {
  private static final int MAX_UPDATES = 500;
  private static final int MAX_RANGES = 20;
  private static final int MAX_CLIENT_ID = 64;

  private EditorMessages() {}

  /** A part of the text that is selected; a cursor, if both ends are the same. */
  record Range(int anchor, int head) {}

  /** The cursors of an editor, as the others receive them. */
  record Cursor(
      @JsonProperty("client_id") String clientId,
      @JsonProperty("user_id") long userId,
      @JsonProperty("first_name") String firstName,
      String color,
      long version,
      List<Range> ranges) {}

  /** A position in a version of the text. */
  record Position(long version, int offset) {}

  /** The version of the document that an editor has when it joins, -1 for none; or no editor. */
  static OptionalLong editorVersion(Payload join) {
    JsonNode collab = join.isObject() ? join.json().get("collab") : null;
    if (collab == null || !collab.isObject()) {
      return OptionalLong.empty();
    }
    JsonNode version = collab.path("version");
    return OptionalLong.of(
        version.isIntegralNumber() && version.canConvertToLong() ? version.longValue() : -1);
  }

  /** The payload of {@code document:push}. */
  static Edit changes(Payload payload, long userId) throws EditRefusedException {
    JsonNode json = object(payload);
    JsonNode updates = json.path("updates");
    if (!updates.isArray() || updates.isEmpty()) {
      throw EditRefusedException.invalid();
    }
    if (updates.size() > MAX_UPDATES) {
      throw EditRefusedException.tooMany(MAX_UPDATES);
    }
    List<Update> read = new ArrayList<>(updates.size());
    for (JsonNode update : updates) {
      read.add(new Update(clientId(update), ChangeSet.of(update.path("changes")), userId));
    }
    return new Edit.Changes(version(json, 0), read, json.path("rebase").booleanValue());
  }

  /** The version in {@code document:pull}, -1 for none: then the whole text is asked for. */
  static long pulledVersion(Payload payload) throws EditRefusedException {
    return version(object(payload), -1);
  }

  /** The payload of {@code cursor:update}. */
  static Cursor cursor(Payload payload, long userId, String firstName, String color)
      throws EditRefusedException {
    JsonNode json = object(payload);
    JsonNode ranges = json.path("ranges");
    if (!ranges.isArray() || ranges.size() > MAX_RANGES) {
      throw EditRefusedException.invalid();
    }
    List<Range> read = new ArrayList<>(ranges.size());
    for (JsonNode range : ranges) {
      read.add(new Range(position(range.path("anchor")), position(range.path("head"))));
    }
    return new Cursor(clientId(json), userId, firstName, color, version(json, 0), read);
  }

  /** The payload of {@code line:point}. */
  static Position position(Payload payload) throws EditRefusedException {
    JsonNode json = object(payload);
    return new Position(version(json, 0), position(json.path("position")));
  }

  private static JsonNode object(Payload payload) throws EditRefusedException {
    if (!payload.isObject()) {
      throw EditRefusedException.invalid();
    }
    return payload.json();
  }

  private static long version(JsonNode json, long least) throws EditRefusedException {
    JsonNode version = json.path("version");
    if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < least) {
      throw EditRefusedException.invalid();
    }
    return version.longValue();
  }

  private static int position(JsonNode position) throws EditRefusedException {
    if (!position.isIntegralNumber() || !position.canConvertToInt() || position.intValue() < 0) {
      throw EditRefusedException.invalid();
    }
    return position.intValue();
  }

  private static String clientId(JsonNode json) throws EditRefusedException {
    String id = json.path("client_id").textValue();
    if (id == null
        || id.isEmpty()
        || id.length() > MAX_CLIENT_ID
        || DocumentText.utf8Length(id) < 0) {
      throw EditRefusedException.invalid();
    }
    return id;
  }
}
