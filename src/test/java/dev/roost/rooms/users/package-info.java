/** Tests of the users. */
@NullMarked
package dev.roost.rooms.users;

import org.jspecify.annotations.NullMarked;
