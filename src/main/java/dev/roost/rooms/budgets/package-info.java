/**
 * Budgets of accounts, guests and network addresses: how much each may write in a time. They are
 * token buckets in the memory of each server, full at its start. An account pays from its own
 * budget and from its address's; guests have no account, and pay from their address's alone.
 */
@NullMarked
package dev.roost.rooms.budgets;

import org.jspecify.annotations.NullMarked;
