/**
 * Rates of events: {@link dev.roost.internal.rate.TokenBucket} tells whether one more is allowed,
 * {@link dev.roost.internal.rate.LogLimit} whether one more line may go into the log.
 *
 * <p>This package knows no other package of Roost.
 */
@NullMarked
package dev.roost.internal.rate;

import org.jspecify.annotations.NullMarked;
