/**
 * Limits for sign-in attempts and registrations: by address, by network and by account, and for how
 * many passwords are hashed at a time. An account's {@link dev.roost.rooms.signin.KnownNetworks}
 * keep its owner out of the reach of attempts that others make elsewhere.
 */
@NullMarked
package dev.roost.rooms.signin;

import org.jspecify.annotations.NullMarked;
