/** Tests of what people change about their accounts. */
@NullMarked
package dev.roost.rooms.accounts;

import org.jspecify.annotations.NullMarked;
