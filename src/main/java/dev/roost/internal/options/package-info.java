/** Checks the values of options. */
@NullMarked
package dev.roost.internal.options;

import org.jspecify.annotations.NullMarked;
