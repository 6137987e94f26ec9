/**
 * Changes of accounts: the name, the password, a lost password, and the end of an account.
 *
 * <p>An account that is deleted takes its messages with it, and the challenges and chats that it
 * alone owns. Its text in the challenges of others stays; its row stays without name, address and
 * password.
 */
@NullMarked
package dev.roost.rooms.accounts;

import org.jspecify.annotations.NullMarked;
