/**
 * The settings of the server, read from the configuration file, the environment and the command
 * line, checked in one place, and from then on immutable {@link dev.roost.rooms.config.Settings}.
 *
 * <p>Each {@link dev.roost.rooms.config.Setting} has a path in the file, such as {@code
 * server.port}. The environment variable {@code ROOST_SERVER_PORT} overrides the file, the command
 * line overrides both. Whatever is wrong is a {@link dev.roost.rooms.config.SettingsException}
 * whose message is one line for the operator.
 */
@NullMarked
package dev.roost.rooms.config;

import org.jspecify.annotations.NullMarked;
