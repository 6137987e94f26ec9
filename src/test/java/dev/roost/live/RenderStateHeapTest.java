package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heap of an idle view. */
class RenderStateHeapTest {
  private static final int VIEWS = 1_000;
  private static final int MESSAGES = 50;
  private static final int MEMBERS = 25;

  // Fields, so that they stay reachable until the heap is measured.
  private final List<ChatPage> views = new ArrayList<>();
  private final List<RenderState<ChatPage>> states = new ArrayList<>(VIEWS);

  @Test
  void stateCopiesNothing() {
    for (int i = 0; i < VIEWS; i++) {
      views.add(new ChatPage("room " + i, MESSAGES, MEMBERS));
    }
    states.add(ChatPage.TEMPLATE.newState());
    states.get(0).render(views.get(0));
    long before = usedHeap();
    for (int i = 1; i < VIEWS; i++) {
      RenderState<ChatPage> state = ChatPage.TEMPLATE.newState();
      state.render(views.get(i));
      states.add(state);
    }
    long bytes = (usedHeap() - before) / (VIEWS - 1);
    // Mostly two arrays of references to the view's own entries.
    assertThat(states).hasSize(VIEWS);
    assertThat(bytes).isLessThan(2_000);
  }

  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return used;
  }
}
