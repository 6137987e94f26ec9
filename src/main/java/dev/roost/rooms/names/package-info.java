/**
 * Names as people choose them: for accounts, guests, rooms, chats and challenges. {@link
 * dev.roost.rooms.names.PlainName} refuses characters that deceive readers; {@link
 * dev.roost.rooms.names.NameKey} says which names look alike, {@link
 * dev.roost.rooms.names.SearchKey} in which form lists search.
 */
@NullMarked
package dev.roost.rooms.names;

import org.jspecify.annotations.NullMarked;
