package dev.roost.internal.live.template;

import dev.roost.internal.live.diff.Block;
import dev.roost.internal.live.diff.Dynamic;
import java.util.ArrayList;
import java.util.List;

/** Collects static text and dynamics in the order of the template. */
final class BlockBuilder {
  private final List<String> statics = new ArrayList<>();
  private final List<Dynamic> dynamics = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  BlockBuilder text(String html) {
    literal.append(html);
    return this;
  }

  void dynamic(Dynamic dynamic) {
    statics.add(literal.toString());
    literal.setLength(0);
    dynamics.add(dynamic);
  }

  Block build(boolean singleRoot) {
    List<String> all = new ArrayList<>(statics);
    all.add(literal.toString());
    return new Block(all, dynamics, singleRoot);
  }
}
