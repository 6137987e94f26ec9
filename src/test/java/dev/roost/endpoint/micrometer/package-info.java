/** Tests of meters. */
@NullMarked
package dev.roost.endpoint.micrometer;

import org.jspecify.annotations.NullMarked;
