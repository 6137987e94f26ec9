/** Tests of the testing kit. */
@NullMarked
package dev.roost.testing;

import org.jspecify.annotations.NullMarked;
