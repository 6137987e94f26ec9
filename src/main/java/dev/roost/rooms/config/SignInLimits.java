package dev.roost.rooms.config;

/**
 * How often somebody may try to sign in or to register, and how hard guessing is.
 *
 * @param perAddress attempts from one network address
 * @param perEmail attempts for one e-mail address that fail
 * @param windowSeconds the time for which they are counted
 * @param hashIterations how much work a password is to hash
 */
public record SignInLimits(int perAddress, int perEmail, int windowSeconds, int hashIterations) {}
