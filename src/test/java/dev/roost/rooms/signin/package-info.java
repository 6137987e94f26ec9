/** Tests of the limits of sign-ins. */
@NullMarked
package dev.roost.rooms.signin;

import org.jspecify.annotations.NullMarked;
