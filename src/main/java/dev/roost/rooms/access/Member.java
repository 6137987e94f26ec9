package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A person with a role in a room; {@link Role#NONE} for a removed person. */
public record Member(
    @JsonProperty("user_id") long userId,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    Role role) {}
