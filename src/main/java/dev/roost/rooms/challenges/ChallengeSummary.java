package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.roost.rooms.lists.RoomFacts;

/**
 * A challenge, without what has become of it.
 *
 * @param prompt its beginning
 */
public record ChallengeSummary(
    long id, String title, String prompt, Language language, @JsonUnwrapped RoomFacts facts) {}
