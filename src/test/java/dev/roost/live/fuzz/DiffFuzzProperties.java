package dev.roost.live.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.live.Diff;
import dev.roost.live.RenderState;
import dev.roost.live.Template;
import dev.roost.live.testing.MergedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The published clients and the test kit apply random frames; their pages equal the full renders.
 * {@code -Dfuzz.frames=100000} sends that many frames.
 */
class DiffFuzzProperties {
  private static final int TRIES = 40;
  private static final int FRAMES = Integer.getInteger("fuzz.frames", 2_000);
  private static final int STEPS = 20;

  private static ClientPages clients;

  @BeforeContainer
  static void startClients() throws IOException {
    clients = ClientPages.start();
  }

  @AfterContainer
  static void stopClients() {
    clients.close();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void pagesEqualFullRenders(@ForAll long seed) {
    Random random = new Random(seed);
    for (int sent = 0; sent < FRAMES / TRIES; ) {
      sent += new Run(random).play();
    }
  }

  /** One template and a sequence of states. */
  private static final class Run {
    private final Random random;
    private final FuzzView view;
    private final String source;
    private final Template<FuzzView> template;
    private final RenderState<FuzzView> state;
    private final StreamModel stream = new StreamModel();
    private final MergedPage merged = new MergedPage();
    private final List<String> frames = new ArrayList<>();
    private String before = "";

    Run(Random random) {
      this.random = random;
      this.view = new FuzzView(random);
      this.source = new TemplateGenerator(random).template();
      this.template = view.template(source);
      this.state = template.newState(view);
    }

    /** Returns the number of sent frames. */
    int play() {
      for (int i = 0; i < STEPS; i++) {
        if (i > 0 && random.nextInt(5) == 0) {
          changeComponent();
        } else {
          for (int changes = i == 0 ? 0 : 1 + random.nextInt(4); changes > 0; changes--) {
            view.change();
          }
          if (random.nextInt(3) == 0) {
            state.components().forEach(view::change);
          }
          stream.apply(view.rows);
          send(i == 0 ? "rendered" : "diff", state.render(view));
        }
        if (random.nextInt(4) == 0) {
          destroyComponents();
        }
      }
      return frames.size();
    }

    private void changeComponent() {
      for (int cid = 1; cid < 30; cid++) {
        Object component = state.component(cid);
        if (component != null && random.nextInt(3) == 0) {
          view.change(component);
          sendComponent(state.renderComponent(cid));
          return;
        }
      }
    }

    /** The rest of the view must be unchanged, because only the component was rendered. */
    private void sendComponent(Diff diff) {
      check("diff", diff.toString(), expected());
    }

    private void send(String kind, Diff diff) {
      if (diff.isEmpty()) {
        assertThat(expected()).as(() -> description("nothing")).isEqualTo(before);
        return;
      }
      check(kind, diff.toString(), expected());
    }

    private void check(String kind, String json, String expected) {
      String frame = "{\"" + kind + "\":" + json + "}";
      frames.add(frame);
      assertThat(merged.take(frame)).as(() -> description("the test kit")).isEqualTo(expected);
      List<String> pages = clients.take(frame);
      for (int i = 0; i < pages.size(); i++) {
        String version = ClientPages.VERSIONS.get(i);
        assertThat(pages.get(i)).as(() -> description(version)).isEqualTo(expected);
      }
      before = expected;
    }

    private String description(String version) {
      return version + "\n" + source + "\n" + String.join("\n", frames);
    }

    private String expected() {
      return template
          .html(view, view.copies(new HashSet<>()))
          .replace(
              "phx-update=\"stream\"></ul>", "phx-update=\"stream\">" + stream.html() + "</ul>");
    }

    /** Like the client, reports the components that left its page. */
    private void destroyComponents() {
      Set<Object> rendered = new HashSet<>();
      template.html(view, view.copies(rendered));
      List<Integer> gone = new ArrayList<>();
      for (int cid = 1; cid < 100; cid++) {
        Object component = state.component(cid);
        if (component != null && !rendered.contains(component)) {
          gone.add(cid);
        }
      }
      if (gone.isEmpty()) {
        return;
      }
      state.markComponents(gone);
      if (random.nextBoolean()) {
        view.change();
        stream.apply(view.rows);
        send("diff", state.render(view));
      }
      var deleted = state.deleteComponents(gone);
      deleted.values().forEach(view::remove);
      check("destroyed", deleted.keySet().toString(), expected());
    }
  }
}
