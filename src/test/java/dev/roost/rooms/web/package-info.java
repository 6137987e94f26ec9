/** Tests of the HTTP routes. */
@NullMarked
package dev.roost.rooms.web;

import org.jspecify.annotations.NullMarked;
