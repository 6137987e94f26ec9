/** Tests of the HTTP API. */
@NullMarked
package dev.roost.rooms.api;

import org.jspecify.annotations.NullMarked;
