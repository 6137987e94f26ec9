/**
 * Clients that connect over the network. They are hand-written so that they can misbehave: send a
 * frame in fragments, or bytes that are not a frame. They are strict: they close the connection of
 * a server that violates RFC 6455 or HTTP.
 */
@NullMarked
package dev.roost.conformance.network;

import org.jspecify.annotations.NullMarked;
