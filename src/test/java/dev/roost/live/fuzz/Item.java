package dev.roost.live.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An immutable entry. */
record Item(
    int id,
    String text,
    boolean on,
    @Nullable String maybe,
    List<String> words,
    List<Item> items) {}
