/** Tests of JSON with Jackson 3 and Jackson 2. */
@NullMarked
package dev.roost.jackson3;

import org.jspecify.annotations.NullMarked;
