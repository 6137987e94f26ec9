/** Tests of JSON by Jackson 3, beside Jackson 2. */
@NullMarked
package dev.roost.jackson3;

import org.jspecify.annotations.NullMarked;
