/** Tests of databases. */
@NullMarked
package dev.roost.rooms.database;

import org.jspecify.annotations.NullMarked;
