/** Tests of tokens; they are signed by the JDK, not by what checks them. */
@NullMarked
package dev.roost.rooms.auth;

import org.jspecify.annotations.NullMarked;
