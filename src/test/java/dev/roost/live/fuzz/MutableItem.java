package dev.roost.live.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mutable entry. */
final class MutableItem {
  final int id;
  String text;
  boolean on;
  @Nullable String maybe;
  final List<String> words = new ArrayList<>();
  List<Item> items = List.of();

  MutableItem(int id, String text) {
    this.id = id;
    this.text = text;
  }
}
