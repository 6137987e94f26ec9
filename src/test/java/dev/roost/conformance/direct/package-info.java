/**
 * Clients that call the protocol engine like a transport, without a network. These scenarios test
 * sessions, channels and broadcasts alone.
 */
@NullMarked
package dev.roost.conformance.direct;

import org.jspecify.annotations.NullMarked;
