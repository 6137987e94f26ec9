/** Tests of what is served over plain HTTP. */
@NullMarked
package dev.roost.rooms.web;

import org.jspecify.annotations.NullMarked;
