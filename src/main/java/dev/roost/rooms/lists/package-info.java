/**
 * The lists of rooms: {@link dev.roost.rooms.lists.RoomRowList} reads challenges and chats that an
 * account may open, searched, filtered and sorted; {@link dev.roost.rooms.lists.PeopleHere} says
 * who is in a room now; {@link dev.roost.rooms.lists.ListChannel} tells open lists when that
 * changes; {@link dev.roost.rooms.lists.RoomActivity} keeps when rooms were active last.
 */
@NullMarked
package dev.roost.rooms.lists;

import org.jspecify.annotations.NullMarked;
