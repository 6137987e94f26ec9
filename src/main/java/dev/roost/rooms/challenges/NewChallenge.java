package dev.roost.rooms.challenges;

import dev.roost.rooms.access.Visibility;

/** The content of a challenge to create. */
public record NewChallenge(String title, String prompt, Language language, Visibility visibility) {}
