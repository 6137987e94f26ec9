/**
 * The HTTP routes for operators, built on the library's {@code dev.roost.routes}: health, metrics,
 * connections, and messages that other programs publish to topics. Each part but health is off
 * unless the settings have it on.
 */
@NullMarked
package dev.roost.rooms.operations;

import org.jspecify.annotations.NullMarked;
