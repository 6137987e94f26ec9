/**
 * Clients that are given to the protocol engine as a transport gives them to it, without a network
 * in between: what a scenario finds out here is about sessions, channels and broadcasts alone.
 */
@NullMarked
package dev.roost.conformance.direct;

import org.jspecify.annotations.NullMarked;
