/**
 * Servers for third-party clients that extend Phoenix's protocol: Supabase's Realtime, and
 * Absinthe's GraphQL subscriptions. Written on the public API only.
 */
@NullMarked
package dev.roost.clients;

import org.jspecify.annotations.NullMarked;
