/**
 * Where everything is stored: a PostgreSQL server, or files of our own. Both have the same tables,
 * which are made and kept up to date by {@code migration/*.sql}, and understand the same
 * statements. What is asked of them is in the packages that ask.
 */
@NullMarked
package dev.roost.rooms.database;

import org.jspecify.annotations.NullMarked;
