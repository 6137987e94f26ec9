package dev.roost.rooms.challenges;

/**
 * A challenge, without what has become of it.
 *
 * @param prompt its beginning
 */
public record ChallengeSummary(long id, String title, String prompt, Language language) {}
