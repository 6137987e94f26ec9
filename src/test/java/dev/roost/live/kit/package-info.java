/**
 * The reference views: pages whose behavior was recorded from a real Phoenix LiveView, and a server
 * of them. They speak to the client as any user's views do, on public API only.
 */
@NullMarked
package dev.roost.live.kit;

import org.jspecify.annotations.NullMarked;
