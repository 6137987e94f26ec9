/** Tests of the users of tokens. */
@NullMarked
package dev.roost.rooms.auth;

import org.jspecify.annotations.NullMarked;
