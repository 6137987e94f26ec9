package dev.roost.rooms.config;

import dev.roost.auth.JwtAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are good.
 *
 * @param algorithm the only one that is taken
 * @param key where the key is
 * @param issuer who must have made them
 * @param audience the required audience, or null for any
 * @param leewaySeconds how far clocks may differ
 * @param expiresSeconds how long the tokens that we make are good
 */
public record JwtSettings(
    JwtAlgorithm algorithm,
    KeySource key,
    String issuer,
    @Nullable String audience,
    int leewaySeconds,
    int expiresSeconds) {}
