/** Tests of what is for those who run the server. */
@NullMarked
package dev.roost.rooms.operations;

import org.jspecify.annotations.NullMarked;
