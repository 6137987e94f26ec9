/**
 * The users of tokens: who may connect, and the tokens that the server makes itself.
 *
 * <p>{@link dev.roost.rooms.auth.ConfiguredKeys} reads the configured key. {@link
 * dev.roost.rooms.auth.TokenUsers} finds the user of a token that the library's verifier accepts,
 * and {@link dev.roost.rooms.auth.UserConnect} lets this user connect.
 */
@NullMarked
package dev.roost.rooms.auth;

import org.jspecify.annotations.NullMarked;
