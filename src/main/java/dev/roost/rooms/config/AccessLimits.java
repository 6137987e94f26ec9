package dev.roost.rooms.config;

/**
 * How many people a room may have.
 *
 * @param maxMembers how many member rows a room has, those of removed people included
 * @param maxInvites how many invites of a room may be in force
 * @param maxInviteDays how long an invite may be in force
 */
public record AccessLimits(int maxMembers, int maxInvites, int maxInviteDays) {}
