package dev.roost.rooms.config;

import dev.roost.Rate;
import org.jspecify.annotations.Nullable;

/**
 * The chats as live views.
 *
 * @param enabled whether they are there
 * @param eventRate how many events the page of one view may send; null for any number
 * @param slowMillis how long a render or callback may take before the log names its view
 */
public record LiveSettings(boolean enabled, @Nullable Rate eventRate, int slowMillis) {}
