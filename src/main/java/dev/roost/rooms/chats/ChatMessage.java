package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.messages.NoReactions;
import dev.roost.rooms.messages.Reactions;
import org.jspecify.annotations.Nullable;

/**
 * A message of a chat.
 *
 * @param insertedAt when, in the form of ISO 8601
 * @param clientId what the author's client named it by, if it did
 * @param editedAt when it was edited last, in the form of ISO 8601; null if it was not
 */
public record ChatMessage(
    long id,
    @JsonProperty("chat_id") long chatId,
    Author user,
    String content,
    @JsonProperty("inserted_at") String insertedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("client_id") @Nullable String clientId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("edited_at") @Nullable String editedAt,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoReactions.class)
        @Nullable Reactions reactions) {

  /** None if the message comes without. */
  public ChatMessage {
    reactions = reactions == null ? Reactions.NONE : reactions;
  }
}
