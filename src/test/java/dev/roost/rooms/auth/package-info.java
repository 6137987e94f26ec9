/** Tests of the users behind tokens. */
@NullMarked
package dev.roost.rooms.auth;

import org.jspecify.annotations.NullMarked;
