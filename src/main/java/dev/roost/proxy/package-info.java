/**
 * Requests that arrive through reverse proxies: which peers are proxies of ours, and what they say
 * about the client.
 *
 * <p>A proxy connects to the server itself, so the server sees the proxy's address, and plain HTTP
 * where the proxy ends TLS. The proxy passes on what it saw in {@code Forwarded} (RFC 7239) or
 * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. Any client can send
 * these headers, so {@link dev.roost.proxy.TrustedProxies} believes them only from configured
 * addresses, and reads them from the right: each trusted proxy vouches for the entry that it added,
 * and for nothing to the left of it unless that entry names another trusted proxy.
 *
 * <p>{@code io.vertx.ext.web.Router.allowForward} is no substitute: it believes every peer and
 * takes the leftmost entry, which is the client's own.
 */
@NullMarked
package dev.roost.proxy;

import org.jspecify.annotations.NullMarked;
