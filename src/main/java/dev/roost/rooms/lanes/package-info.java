/**
 * Order. The changes of a room take turns: the server stores and broadcasts one before the next
 * begins, from all clients. A {@link dev.roost.rooms.lanes.RoomLane} is an event loop that some
 * rooms belong to, as the order of broadcasts is kept for each sender only.
 */
@NullMarked
package dev.roost.rooms.lanes;

import org.jspecify.annotations.NullMarked;
