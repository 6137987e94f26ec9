package dev.roost.rooms.challenges;

/** What is to be a challenge. */
public record NewChallenge(String title, String prompt, Language language) {}
