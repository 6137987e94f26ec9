/**
 * Clients that reach a server over the network, made by hand so that they can do what a client
 * should not: send a frame in pieces, or bytes that are no frame at all. They are strict: a server
 * that breaks the rules of RFC 6455 or HTTP is hung up on.
 */
@NullMarked
package dev.roost.conformance.network;

import org.jspecify.annotations.NullMarked;
