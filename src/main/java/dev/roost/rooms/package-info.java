/**
 * The application: rooms in which people solve challenges together, and chat. It shows what the
 * library is for, and uses nothing of it but what is public.
 *
 * <p>{@link dev.roost.rooms.Main} is what is started. {@link dev.roost.rooms.RoomsServer} puts the
 * parts together: settings, database, accounts, challenges, chats and the web page.
 */
@NullMarked
package dev.roost.rooms;

import org.jspecify.annotations.NullMarked;
