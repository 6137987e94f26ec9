/**
 * Challenges that people solve together: a text that all edit, its language, and a chat.
 *
 * <p>The story of a change. A {@link dev.roost.rooms.challenges.ChallengeChannel} reads what its
 * client sent and hands it to the {@link dev.roost.rooms.challenges.ChallengeRooms}. There, all
 * changes of one challenge wait for each other, from all clients: the {@code EditQueue} has them
 * stored in {@link dev.roost.rooms.challenges.Challenges}, and tells everybody before the next
 * begins. On other servers others do the same; a change that was made for a version which the
 * database does not have any more is refused, and its editor rebases it on the current one.
 *
 * <p>Clients are of two kinds. Editors follow the changes. The others send and get the whole text,
 * as those of the original Phoenix application do: what they send becomes the smallest change that
 * comes to the same.
 */
@NullMarked
package dev.roost.rooms.challenges;

import org.jspecify.annotations.NullMarked;
