package dev.roost.rooms.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a good token says.
 *
 * @param userId the user it is for
 * @param sessionId the session that it was made for, or null if another program made it
 * @param expiresAt when it is no longer good, the leeway included
 */
public record VerifiedToken(long userId, @Nullable String sessionId, Instant expiresAt) {}
