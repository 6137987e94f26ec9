/** Tests of the whole application, and their client. */
@NullMarked
package dev.roost.rooms;

import org.jspecify.annotations.NullMarked;
