/**
 * Challenges that people solve together: a text that all edit, its language, and a chat.
 *
 * <p>The story of a change. A {@link dev.roost.rooms.challenges.ChallengeChannel} reads what its
 * client sent and hands it to the {@link dev.roost.rooms.challenges.Rooms}. There, all changes of
 * one challenge wait for each other, whoever they come from: one is stored in {@link
 * dev.roost.rooms.challenges.Challenges} and told to everybody before the next begins. So everybody
 * sees the changes in the order in which they were stored, and ends with the text that was.
 */
@NullMarked
package dev.roost.rooms.challenges;

import org.jspecify.annotations.NullMarked;
