/**
 * Access to rooms: roles, invites, and the events of their changes.
 *
 * <p>The database decides. {@link dev.roost.rooms.access.RoomAccess} changes it and tells the
 * channels of the room on all servers; each channel keeps the {@link dev.roost.rooms.access.Access}
 * of its client and checks every event against it. A server that missed a message finds the change
 * in the database within {@code sessions.check-seconds}.
 */
@NullMarked
package dev.roost.rooms.access;

import org.jspecify.annotations.NullMarked;
