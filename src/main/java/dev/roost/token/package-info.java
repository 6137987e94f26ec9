/**
 * Tokens that only this server can make: something about a client, signed or encrypted, that the
 * client keeps and brings back. Phoenix's {@code Phoenix.Token} in meaning, with a format of its
 * own: tokens made by Phoenix are not understood here, nor the other way round, since theirs hold
 * Erlang terms.
 *
 * <pre>{@code
 * Tokens tokens = endpoint.tokens("user socket");
 * String token = tokens.sign(user.id());
 * …
 * TokenCheck check = tokens.verify(request.params().get("token"));
 * return check.isValid()
 *     ? ConnectResult.accept().assign("user_id", check.data().decode(Long.class)).now()
 *     : ConnectResult.refuse().now();
 * }</pre>
 */
@NullMarked
package dev.roost.token;

import org.jspecify.annotations.NullMarked;
