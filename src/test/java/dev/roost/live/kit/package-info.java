/**
 * The reference views and their server. Their behavior was recorded from a real Phoenix LiveView.
 * They use only the public API.
 */
@NullMarked
package dev.roost.live.kit;

import org.jspecify.annotations.NullMarked;
