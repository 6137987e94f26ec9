package dev.roost.rooms.challenges;

import dev.roost.rooms.access.Visibility;

/** What is to be a challenge. */
public record NewChallenge(String title, String prompt, Language language, Visibility visibility) {}
