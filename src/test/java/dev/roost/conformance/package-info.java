/**
 * The conformance server: a small fixed set of channels that recorded exchanges with a real Phoenix
 * are played against, by the tests of this project and by tools outside it.
 */
@NullMarked
package dev.roost.conformance;

import org.jspecify.annotations.NullMarked;
