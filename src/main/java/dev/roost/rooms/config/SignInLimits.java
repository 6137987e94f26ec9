package dev.roost.rooms.config;

/**
 * How often somebody may try to sign in or to register.
 *
 * @param perAddress attempts from one network address
 * @param perEmail attempts for one e-mail address that fail
 * @param windowSeconds the time for which they are counted
 */
public record SignInLimits(int perAddress, int perEmail, int windowSeconds) {}
