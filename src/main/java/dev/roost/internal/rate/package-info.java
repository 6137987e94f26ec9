/**
 * Rates of events: {@link dev.roost.internal.rate.TokenBucket} tells whether one more is allowed.
 *
 * <p>This package knows no other package of Roost.
 */
@NullMarked
package dev.roost.internal.rate;

import org.jspecify.annotations.NullMarked;
