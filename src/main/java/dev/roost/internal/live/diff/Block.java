package dev.roost.internal.live.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Static strings around dynamics: what the protocol calls a template. Its identity is its
 * fingerprint.
 */
public final class Block {
  private final String[] statics;
  private final Dynamic[] dynamics;
  private final boolean singleRoot;
  private final byte[] staticsJson;

  /**
   * @param statics one more than there are dynamics
   * @param singleRoot whether the HTML is exactly one element with a fixed tag
   */
  public Block(List<String> statics, List<? extends Dynamic> dynamics, boolean singleRoot) {
    if (statics.size() != dynamics.size() + 1) {
      throw new IllegalArgumentException(
          statics.size() + " statics around " + dynamics.size() + " dynamics");
    }
    this.statics = statics.toArray(new String[0]);
    this.dynamics = dynamics.toArray(new Dynamic[0]);
    this.singleRoot = singleRoot;
    this.staticsJson = JsonText.array(statics);
  }

  public boolean hasSingleRoot() {
    return singleRoot;
  }

  /** The statics as a JSON array. */
  byte[] staticsJson() {
    return staticsJson;
  }

  /** Appends the whole HTML. */
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    for (int i = 0; i < dynamics.length; i++) {
      html.append(statics[i]);
      dynamics[i].html(scope, render, html);
    }
    html.append(statics[dynamics.length]);
  }

  /** Writes the object of a block that the client does not have: statics and all dynamics. */
  public @Nullable Object[] first(
      @Nullable Object[] scope, Render render, DiffWriter out, boolean root) {
    out.beginObject();
    out.statics(this);
    if (root) {
      out.root();
    }
    @Nullable Object[] state = firstDynamics(scope, render, out);
    out.endObject();
    return state;
  }

  /** As {@link #first}, without braces: the members of the object of a whole view. */
  public @Nullable Object[] firstRoot(@Nullable Object[] scope, Render render, DiffWriter out) {
    out.statics(this);
    return firstDynamics(scope, render, out);
  }

  /** Writes all dynamics as members. */
  @Nullable Object[] firstDynamics(@Nullable Object[] scope, Render render, DiffWriter out) {
    @Nullable Object[] state = new @Nullable Object[dynamics.length];
    for (int i = 0; i < dynamics.length; i++) {
      out.key(i);
      state[i] = dynamics[i].first(scope, render, out);
    }
    return state;
  }

  /** Writes the dynamics that changed as members, and updates the state. */
  public void next(
      @Nullable Object[] scope, Render render, @Nullable Object[] state, DiffWriter out) {
    for (int i = 0; i < dynamics.length; i++) {
      state[i] = dynamics[i].next(scope, render, state[i], i, out);
    }
  }

  /** As {@link #next}, within a member of an outer block that is left out if nothing changed. */
  void nextMember(
      @Nullable Object[] scope,
      Render render,
      @Nullable Object[] state,
      int index,
      DiffWriter out) {
    int start = out.mark();
    out.key(index);
    out.beginObject();
    int inside = out.mark();
    next(scope, render, state, out);
    if (out.mark() == inside) {
      out.rollback(start);
    } else {
      out.endObject();
    }
  }

  /** The state that a client has to which {@code scope} was sent. */
  @Nullable Object[] capture(@Nullable Object[] scope, Render render) {
    return firstDynamics(scope, render, DiffWriter.discarding());
  }
}
