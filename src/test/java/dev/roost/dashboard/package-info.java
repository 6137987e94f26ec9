/** Tests of the operations dashboard. */
@NullMarked
package dev.roost.dashboard;

import org.jspecify.annotations.NullMarked;
