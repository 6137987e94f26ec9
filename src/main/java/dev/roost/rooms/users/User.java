package dev.roost.rooms.users;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A user as they see themselves. Other types hold the part that others may know. */
public record User(
    long id,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    String email) {}
