/**
 * The users of the rooms: {@link dev.roost.rooms.users.User}, the store of accounts and passwords,
 * and the channel of each user.
 */
@NullMarked
package dev.roost.rooms.users;

import org.jspecify.annotations.NullMarked;
