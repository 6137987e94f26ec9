/** JSON by Jackson 3, for applications that have it on their class path. */
@NullMarked
package dev.roost.jackson3;

import org.jspecify.annotations.NullMarked;
