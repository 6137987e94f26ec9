/** Tests of the routes for operators. */
@NullMarked
package dev.roost.rooms.operations;

import org.jspecify.annotations.NullMarked;
