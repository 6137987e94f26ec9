/** Tests of the limits for signing in. */
@NullMarked
package dev.roost.rooms.signin;

import org.jspecify.annotations.NullMarked;
