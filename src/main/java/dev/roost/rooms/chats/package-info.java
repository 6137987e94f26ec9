/**
 * Chats: the messages of all of them, also of challenges, and the chats with their own rooms.
 *
 * <p>A message is stored first. Then it is broadcast; each {@link
 * dev.roost.rooms.chats.ChatChannel} keeps the latest messages, and gives its client all of them.
 */
@NullMarked
package dev.roost.rooms.chats;

import org.jspecify.annotations.NullMarked;
