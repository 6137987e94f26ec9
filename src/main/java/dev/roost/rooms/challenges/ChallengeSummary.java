package dev.roost.rooms.challenges;

import dev.roost.rooms.access.Role;
import dev.roost.rooms.access.Visibility;

/**
 * A challenge, without what has become of it.
 *
 * @param prompt its beginning
 * @param role what the person whom the list is for may do in it
 */
public record ChallengeSummary(
    long id, String title, String prompt, Language language, Visibility visibility, Role role) {}
