/** Tests of the settings. */
@NullMarked
package dev.roost.rooms.config;

import org.jspecify.annotations.NullMarked;
