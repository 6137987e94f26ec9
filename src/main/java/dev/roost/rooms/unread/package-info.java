/**
 * Counts unread messages. {@link dev.roost.rooms.unread.UnreadRooms} keeps for each account and
 * room the last message that it has read, and notifies the account's devices of new messages.
 */
@NullMarked
package dev.roost.rooms.unread;

import org.jspecify.annotations.NullMarked;
