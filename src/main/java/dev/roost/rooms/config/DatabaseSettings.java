package dev.roost.rooms.config;

/**
 * The settings of the database.
 *
 * @param place which database
 * @param poolSize how many connections to it there are at most
 * @param demoAccounts whether an empty database gets accounts to try the rooms with
 */
public record DatabaseSettings(DatabasePlace place, int poolSize, boolean demoAccounts) {}
