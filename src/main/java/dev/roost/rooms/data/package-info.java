/**
 * The data directory: made for its owner alone, refused where others can read or write it, and
 * locked while a server uses the database in it.
 */
@NullMarked
package dev.roost.rooms.data;

import org.jspecify.annotations.NullMarked;
