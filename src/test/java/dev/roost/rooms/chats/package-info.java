/** Tests of the chats. */
@NullMarked
package dev.roost.rooms.chats;

import org.jspecify.annotations.NullMarked;
