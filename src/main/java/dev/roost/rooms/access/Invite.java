package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A link by which people become members.
 *
 * @param role the role that they get
 * @param expiresAt the end, in the form of ISO 8601
 */
public record Invite(long id, Role role, @JsonProperty("expires_at") String expiresAt) {}
