/** Tests of meters. */
@NullMarked
package dev.roost.micrometer;

import org.jspecify.annotations.NullMarked;
