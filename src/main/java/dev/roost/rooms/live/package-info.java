/**
 * The chats as live views, at {@code /live}: sign-up, sign-in, the list of chats, and each chat.
 * They share accounts, rooms, presences and limits with the channels of {@link
 * dev.roost.rooms.chats}, so that people on either page meet in one room.
 *
 * <p>A visitor's session is an encrypted cookie, which all servers with the same secret can read.
 * It holds the token of a sign-in of {@link dev.roost.rooms.sessions}; each mount checks that the
 * sign-in has not ended.
 */
@NullMarked
package dev.roost.rooms.live;

import org.jspecify.annotations.NullMarked;
