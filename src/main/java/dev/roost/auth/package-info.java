/**
 * Lets clients connect by a token, most often a JSON Web Token (RFC 7519).
 *
 * <p>A {@link dev.roost.auth.JwtConnect} is the connect handler of a socket. It finds the token of
 * a request, has a {@link dev.roost.auth.TokenVerifier} check it, and turns its claims into what
 * channels know of the user. {@link dev.roost.auth.JwtVerifier} checks tokens that are signed by
 * {@link dev.roost.auth.JwtKeys}: a secret, a public key, or a JSON Web Key Set that is given or
 * {@linkplain dev.roost.auth.JwksUrl fetched}. Any other verifier is a function from the token to
 * its claims.
 *
 * <p>A refused client gets the status 403 and no reason. A log line and a metric give the reason.
 * No token is ever logged.
 *
 * <p>{@link dev.roost.auth.JwtVerifier} needs {@code vertx-auth-jwt}, an optional dependency.
 */
@NullMarked
package dev.roost.auth;

import org.jspecify.annotations.NullMarked;
