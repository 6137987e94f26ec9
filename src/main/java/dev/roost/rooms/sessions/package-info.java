/**
 * Sign-ins that can be ended. A sign-in makes a row with a random id, which its token carries;
 * ending the session marks the row. All servers learn of it at once over the endpoint's pub/sub,
 * refuse the token from then on and close its connections. A server that missed the message finds
 * the ended row in the database within {@code sessions.check-seconds}.
 */
@NullMarked
package dev.roost.rooms.sessions;

import org.jspecify.annotations.NullMarked;
