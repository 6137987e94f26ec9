package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * A change of a response, as it is kept.
 *
 * @param version of the response before it
 * @param changes as its editor sent them, in JSON
 * @param insertedAt when, in the form of ISO 8601
 */
public record StoredChange(
    long version,
    @JsonProperty("user_id") long userId,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    @JsonRawValue String changes,
    @JsonProperty("inserted_at") String insertedAt) {}
