package dev.roost.live.fuzz;

import dev.roost.live.Template;
import dev.roost.live.html.Attribute;
import java.lang.invoke.MethodHandles;

/** The stateful component inside a {@link Cell}. */
final class Dot {
  static final Template<Dot> TEMPLATE =
      Template.of(MethodHandles.lookup(), "<u>{n}/{k}<s :if={odd}>odd</s></u>");

  @Attribute int n;
  int k;

  boolean odd() {
    return (n + k) % 2 == 1;
  }

  Dot copy() {
    Dot copy = new Dot();
    copy.k = k;
    return copy;
  }
}
