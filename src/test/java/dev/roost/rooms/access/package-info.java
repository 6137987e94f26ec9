/** Tests of the access to rooms. */
@NullMarked
package dev.roost.rooms.access;

import org.jspecify.annotations.NullMarked;
