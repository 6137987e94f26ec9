/**
 * Figures of an endpoint at one moment: its sockets, HTTP connections, histories, and what waits
 * for its clients. Immutable records without a framework; {@code dev.roost.micrometer} turns them
 * into meters.
 */
@NullMarked
package dev.roost.metrics;

import org.jspecify.annotations.NullMarked;
