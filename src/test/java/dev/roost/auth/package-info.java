/** Tests of tokens; they are signed by the JDK, not by the code that checks them. */
@NullMarked
package dev.roost.auth;

import org.jspecify.annotations.NullMarked;
