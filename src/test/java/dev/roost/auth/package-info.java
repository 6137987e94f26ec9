/** Tests of tokens. The JDK signs them, not the code under test. */
@NullMarked
package dev.roost.auth;

import org.jspecify.annotations.NullMarked;
