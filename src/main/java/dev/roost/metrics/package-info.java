/**
 * What happens on an endpoint as meters of Micrometer, for Prometheus and its like. For
 * applications that have {@code micrometer-core}, which is optional.
 */
@NullMarked
package dev.roost.metrics;

import org.jspecify.annotations.NullMarked;
