/** Tests of meters. */
@NullMarked
package dev.roost.metrics;

import org.jspecify.annotations.NullMarked;
