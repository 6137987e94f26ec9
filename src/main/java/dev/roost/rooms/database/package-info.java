/**
 * The database: a PostgreSQL server, or a SQLite file in the data directory. Both have the same
 * tables, which {@code migration/*.sql} makes and brings up to date, and understand the same
 * statements, which are in the packages that use them. For a migration or statement of both kinds:
 *
 * <ul>
 *   <li>ids are declared as <code>${id}</code>, and {@code INSERT … RETURNING id} gives them,
 *       {@link dev.roost.rooms.database.Statement#insert}
 *   <li>times are {@code BIGINT}, milliseconds since 1970, {@link dev.roost.rooms.database.Times};
 *       the default <code>${now}</code> is the present time
 *   <li>texts are {@code TEXT} or {@code VARCHAR(n)}, whose length SQLite does not check; flags are
 *       {@code BIGINT}, 0 or 1
 *   <li>both have {@code ON CONFLICT}, {@code RETURNING}, {@code CHECK}, foreign keys, partial and
 *       unique indexes; {@code length} counts characters, and {@code LIKE} ignores the case in
 *       SQLite only
 * </ul>
 */
@NullMarked
package dev.roost.rooms.database;

import org.jspecify.annotations.NullMarked;
