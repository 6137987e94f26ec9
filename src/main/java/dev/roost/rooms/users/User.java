package dev.roost.rooms.users;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A user as they see themselves. What others may know of them is less, and has types of its own.
 */
public record User(
    long id,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    String email) {}
