package dev.roost.internal.live.diff;

import dev.roost.live.html.LiveStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block for each row that a {@link LiveStream} inserts. The state only tells whether the client
 * has the block.
 */
public final class StreamLoop implements Dynamic {
  private static final byte[] KEYED = JsonText.ascii("\"k\":");
  private static final byte[] COUNT = JsonText.ascii("\"kc\":");
  private static final byte[] STREAM = JsonText.ascii("\"stream\":");
  private static final byte[] TRUE = JsonText.ascii("true,");
  private static final byte[] FALSE = JsonText.ascii("false,");
  private static final byte[] NULL = JsonText.ascii("null,");

  private static final Object SENT = new Object();

  private final Expression source;
  private final Block block;
  private final int itemSlot;
  private final int idSlot;

  /**
   * @param itemSlot where the scope has the item
   * @param idSlot where the scope has the row's DOM id; negative if the loop does not name it
   */
  public StreamLoop(Expression source, Block block, int itemSlot, int idSlot) {
    this.source = source;
    this.block = block;
    this.itemSlot = itemSlot;
    this.idSlot = idSlot;
  }

  private @Nullable LiveStream<?> stream(@Nullable Object[] scope) {
    return (LiveStream<?>) source.get(scope);
  }

  private void enter(@Nullable Object[] scope, LiveStream.Insert<?> insert) {
    scope[itemSlot] = insert.item();
    if (idSlot >= 0) {
      scope[idSlot] = insert.domId();
    }
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    LiveStream<?> stream = stream(scope);
    if (stream != null) {
      for (LiveStream.Insert<?> insert : stream.inserts()) {
        enter(scope, insert);
        block.html(scope, render, html);
      }
    }
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    LiveStream<?> stream = stream(scope);
    if (stream == null || !stream.hasChanges()) {
      out.string("");
      return null;
    }
    write(stream, scope, render, out, true);
    return SENT;
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out) {
    LiveStream<?> stream = stream(scope);
    if (stream == null || !stream.hasChanges()) {
      return state;
    }
    out.key(index);
    write(stream, scope, render, out, state == null);
    return SENT;
  }

  private void write(
      LiveStream<?> stream,
      @Nullable Object[] scope,
      Render render,
      DiffWriter out,
      boolean withStatics) {
    List<? extends LiveStream.Insert<?>> inserts = stream.inserts();
    out.beginObject();
    if (withStatics) {
      out.statics(block);
    }
    out.raw(KEYED);
    out.beginObject();
    for (int i = 0; i < inserts.size(); i++) {
      enter(scope, inserts.get(i));
      out.key(i);
      out.beginObject();
      block.firstDynamics(scope, render, out);
      out.endObject();
    }
    out.raw(COUNT);
    out.number(inserts.size());
    out.endObject();
    out.raw(STREAM);
    writeChanges(stream, inserts, out);
    out.endObject();
    render.wrote(stream);
  }

  private static void writeChanges(
      LiveStream<?> stream, List<? extends LiveStream.Insert<?>> inserts, DiffWriter out) {
    out.raw('[');
    out.string(stream.name());
    out.raw('[');
    for (LiveStream.Insert<?> insert : inserts) {
      out.raw('[');
      out.string(insert.domId());
      out.number(insert.at());
      if (insert.limit() == 0) {
        out.raw(NULL);
      } else {
        out.number(insert.limit());
      }
      out.raw(insert.updateOnly() ? TRUE : FALSE);
      out.end(']');
    }
    out.end(']');
    out.raw('[');
    for (String id : stream.deletes()) {
      out.string(id);
    }
    out.end(']');
    if (stream.isReset()) {
      out.raw(TRUE);
    }
    out.end(']');
  }
}
