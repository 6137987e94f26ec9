package dev.roost.rooms.config;

/**
 * The limits of attempts to sign in and to register.
 *
 * @param perAddress attempts from one address
 * @param perNetwork attempts and registrations from one network
 * @param registrationsPerAddress registrations from one address
 * @param perEmail attempts for one e-mail address, by strangers to the account
 * @param windowSeconds the time for which they are counted
 * @param maxHashing passwords that are hashed or wait for it
 * @param maxHashingPerNetwork of these, passwords from one network
 * @param hashIterations how much work a password is to hash
 */
public record SignInLimits(
    int perAddress,
    int perNetwork,
    int registrationsPerAddress,
    int perEmail,
    int windowSeconds,
    int maxHashing,
    int maxHashingPerNetwork,
    int hashIterations) {}
