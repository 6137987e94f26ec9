/**
 * Who uses the rooms: {@link dev.roost.rooms.users.User}, where they and their passwords are kept,
 * and the channel that each of them has to themselves.
 */
@NullMarked
package dev.roost.rooms.users;

import org.jspecify.annotations.NullMarked;
