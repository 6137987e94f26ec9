/** Tests of tokens. */
@NullMarked
package dev.roost.token;

import org.jspecify.annotations.NullMarked;
