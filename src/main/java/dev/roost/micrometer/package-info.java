/**
 * Meters of Micrometer for an endpoint: {@link dev.roost.micrometer.EndpointMeters} times what
 * happens, and reads the figures of {@link dev.roost.metrics}. For applications that have {@code
 * micrometer-core}, which is optional.
 */
@NullMarked
package dev.roost.micrometer;

import org.jspecify.annotations.NullMarked;
