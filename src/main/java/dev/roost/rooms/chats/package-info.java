/**
 * What people say to each other: the messages of all chats, and the chats that have a room of their
 * own.
 *
 * <p>A message is stored first. Then it is broadcast; each {@link
 * dev.roost.rooms.chats.ChatChannel} keeps the latest messages, and gives its client all of them.
 */
@NullMarked
package dev.roost.rooms.chats;

import org.jspecify.annotations.NullMarked;
