/**
 * Servers for clients of others that speak Phoenix's protocol and more: Supabase's Realtime, and
 * Absinthe's GraphQL subscriptions. Written on the public API only.
 */
@NullMarked
package dev.roost.clients;

import org.jspecify.annotations.NullMarked;
