package dev.roost.rooms.documents;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A change and who made it.
 *
 * @param clientId which editor of theirs
 */
public record Update(
    @JsonProperty("client_id") String clientId,
    ChangeSet changes,
    @JsonProperty("user_id") long userId) {}
