/**
 * Sends mails over SMTP.
 *
 * <p>A mail goes to one address and has plain text. It waits in a bounded queue and is sent on
 * threads of its own. The server does not try again after a failure and keeps no mails over a
 * restart: people ask for another link.
 */
@NullMarked
package dev.roost.rooms.mail;

import org.jspecify.annotations.NullMarked;
