/**
 * What those who run the server ask it over HTTP, made of the library's {@code dev.roost.routes}:
 * health, metrics, who is connected; and messages that other programs send to its topics. Each part
 * but health is off unless the settings have it on.
 */
@NullMarked
package dev.roost.rooms.operations;

import org.jspecify.annotations.NullMarked;
