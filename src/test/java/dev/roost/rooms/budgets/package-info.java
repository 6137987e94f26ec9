/** Tests of the budgets. */
@NullMarked
package dev.roost.rooms.budgets;

import org.jspecify.annotations.NullMarked;
