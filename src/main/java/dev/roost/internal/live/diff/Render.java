package dev.roost.internal.live.diff;

import dev.roost.live.html.LiveStream;
import dev.roost.live.html.RenderException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a template: the view's components, and the streams that it wrote. */
public final class Render {
  private final @Nullable ComponentTable components;
  private final List<LiveStream<?>> streams = new ArrayList<>(0);

  /**
   * @param components null if the template may hold no stateful component
   */
  public Render(@Nullable ComponentTable components) {
    this.components = components;
  }

  ComponentTable components() {
    if (components == null) {
      throw new RenderException(
          "the template has a stateful component, and was rendered without a ComponentHost", null);
    }
    return components;
  }

  /** The changes of this stream are written: forget them after this render. */
  void wrote(LiveStream<?> stream) {
    streams.add(stream);
  }

  /** Ends a render that was written for a client. */
  public void complete() {
    streams.forEach(LiveStream::clearChanges);
  }
}
