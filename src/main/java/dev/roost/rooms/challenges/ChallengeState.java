package dev.roost.rooms.challenges;

/**
 * How far a challenge is, for those who want to know whether they have missed something.
 *
 * @param version how many changes the response has seen
 * @param lastMessageId the id of the latest message of its chat, or 0
 */
record ChallengeState(Language language, long version, long lastMessageId) {}
