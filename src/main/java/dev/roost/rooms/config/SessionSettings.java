package dev.roost.rooms.config;

/**
 * The sessions that sign-ins begin.
 *
 * @param maxPerAccount how many an account may have; the oldest end first
 * @param checkSeconds how long an answer of the database about a session is believed, and how often
 *     each server looks for sessions that others ended
 */
public record SessionSettings(int maxPerAccount, int checkSeconds) {}
