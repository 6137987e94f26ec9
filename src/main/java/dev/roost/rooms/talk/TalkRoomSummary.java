package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.lists.PeopleHere;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room in a list.
 *
 * @param insertedAt when its first message was stored, in the form of ISO 8601; null in a room
 *     without messages
 * @param activeAt when somebody wrote in it last, likewise
 */
public record TalkRoomSummary(
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("inserted_at")
        @Nullable String insertedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("active_at") @Nullable String activeAt,
    int people,
    List<String> names) {

  TalkRoomSummary with(PeopleHere here) {
    return new TalkRoomSummary(name, insertedAt, activeAt, here.people(), here.names());
  }
}
