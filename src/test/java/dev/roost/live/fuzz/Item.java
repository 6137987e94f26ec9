package dev.roost.live.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry that cannot change. */
record Item(
    int id,
    String text,
    boolean on,
    @Nullable String maybe,
    List<String> words,
    List<Item> items) {}
