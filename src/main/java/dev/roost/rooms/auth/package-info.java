/**
 * JSON Web Tokens: who may connect, and the tokens that the server makes itself.
 *
 * <p>{@link dev.roost.rooms.auth.JwtKeys} reads the configured key. A {@link
 * dev.roost.rooms.auth.TokenVerifier} takes tokens that are signed with that key and by the
 * configured algorithm only, whatever the token itself says, and whose claims hold. {@link
 * dev.roost.rooms.auth.JwtConnect} asks it for each connection; who is refused is told nothing but
 * the status 403, and one line of the log names the reason. No token is ever logged.
 */
@NullMarked
package dev.roost.rooms.auth;

import org.jspecify.annotations.NullMarked;
