package dev.roost.internal.live.diff;

import dev.roost.live.html.RenderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stateful components of one view: by class and id, and by cid. Cids count from 1 and are never
 * used again.
 */
public final class ComponentTable {
  private static final byte[] STATICS_KEY = JsonText.ascii("\"s\":");

  private final StatefulHost host;
  private final Map<Key, Instance> byKey = new HashMap<>();
  private final Map<Integer, Instance> byCid = new LinkedHashMap<>();
  private final Map<Integer, byte[]> written = new TreeMap<>();
  private int lastCid;
  private int message;

  public ComponentTable(StatefulHost host) {
    this.host = host;
  }

  private record Key(Class<?> type, Object id) {}

  /** One component, and what the client has of it. */
  static final class Instance {
    private final Key key;
    private final int cid;
    private final Object component;
    private @Nullable Block sentBlock;
    private @Nullable Object @Nullable [] state;
    private int sentInMessage;
    private int placedInMessage = -1;
    private boolean marked;

    Instance(Key key, int cid, Object component) {
      this.key = key;
      this.cid = cid;
      this.component = component;
    }

    int cid() {
      return cid;
    }
  }

  /** The component with this cid, or null. */
  public @Nullable Object component(int cid) {
    Instance instance = byCid.get(cid);
    return instance == null ? null : instance.component;
  }

  /** The component of this class and id, or null. */
  public @Nullable Object component(Class<?> type, Object id) {
    Instance instance = byKey.get(new Key(type, id));
    return instance == null ? null : instance.component;
  }

  /** The cid of the component of this class and id; 0 if there is none. */
  public int cid(Class<?> type, Object id) {
    Instance instance = byKey.get(new Key(type, id));
    return instance == null ? 0 : instance.cid;
  }

  /** Begins a message; a component appears in it once. */
  public void begin() {
    message++;
    written.clear();
  }

  Instance place(Class<?> type, Object id, Consumer<Object> attributes) {
    Key key = new Key(type, id);
    Instance instance = byKey.get(key);
    if (instance == null) {
      int cid = ++lastCid;
      instance = new Instance(key, cid, host.create(type, id, cid));
      byKey.put(key, instance);
      byCid.put(cid, instance);
    }
    if (instance.placedInMessage == message) {
      throw new RenderException(
          "two components " + type.getSimpleName() + " have the id " + id, null);
    }
    instance.placedInMessage = message;
    attributes.accept(instance.component);
    host.update(instance.component);
    return instance;
  }

  private @Nullable Object[] scope(Instance instance, ComponentBody body) {
    @Nullable Object[] scope = new @Nullable Object[body.scopeSize()];
    scope[0] = instance.component;
    return scope;
  }

  private ComponentBody body(Instance instance) {
    ComponentBody body = host.template(instance.component);
    if (!body.block().hasSingleRoot()) {
      throw new RenderException(
          "the template of component "
              + instance.key.type().getSimpleName()
              + " must be a single element, without :if or :for",
          null);
    }
    return body;
  }

  void html(Instance instance, Render render, StringBuilder html) {
    ComponentBody body = body(instance);
    body.block().html(scope(instance, body), render, html);
  }

  /** Writes a component whose own event changed it, without its parent. */
  public void writeAlone(int cid, Render render) {
    Instance instance = byCid.get(cid);
    if (instance != null && instance.state != null) {
      instance.placedInMessage = message;
      write(instance, render);
    }
  }

  /**
   * Writes what the client lacks of a component into this message.
   *
   * @return whether that was anything
   */
  boolean write(Instance instance, Render render) {
    ComponentBody body = body(instance);
    Block block = body.block();
    DiffWriter out = DiffWriter.ofComponent();
    out.beginObject();
    int inside = out.mark();
    @Nullable Object[] state = instance.state;
    if (state != null && block == instance.sentBlock) {
      block.next(scope(instance, body), render, state, out);
      if (out.mark() == inside) {
        return false;
      }
    } else {
      writeStatics(block, instance, out);
      instance.sentBlock = block;
      instance.sentInMessage = message;
      instance.state = block.firstDynamics(scope(instance, body), render, out);
    }
    instance.marked = false;
    out.endObject();
    written.put(instance.cid, out.bytes());
    return true;
  }

  /**
   * Refers to a component that the client has with the same block: by its negative cid if it has it
   * from an earlier message, by its cid if from this one.
   */
  private void writeStatics(Block block, Instance instance, DiffWriter out) {
    for (Instance other : byCid.values()) {
      if (other != instance && other.sentBlock == block && !other.marked && other.state != null) {
        out.raw(STATICS_KEY);
        out.number(other.sentInMessage == message ? other.cid : -other.cid);
        return;
      }
    }
    out.raw(STATICS_KEY);
    out.raw(block.staticsJson());
    out.raw(',');
    out.root();
  }

  /** The components of this message, as the members of {@code c}; null if there are none. */
  public byte @Nullable [] members() {
    if (written.isEmpty()) {
      return null;
    }
    DiffWriter out = new DiffWriter();
    for (Map.Entry<Integer, byte[]> component : written.entrySet()) {
      out.key(component.getKey());
      out.raw(component.getValue());
      out.raw(',');
    }
    return out.bytes();
  }

  /** The client has none of them any more, as its whole tree is replaced: send them whole. */
  public void clearSent() {
    for (Instance instance : byCid.values()) {
      instance.state = null;
      instance.sentBlock = null;
    }
  }

  /** The client announces that these are gone from its page: if they come back, send them whole. */
  public void mark(List<Integer> cids) {
    for (Integer cid : cids) {
      Instance instance = byCid.get(cid);
      if (instance != null) {
        instance.marked = true;
        instance.state = null;
        instance.sentBlock = null;
      }
    }
  }

  /**
   * The client says that these are still gone: deletes those that were not rendered since.
   *
   * @return the components deleted, by cid
   */
  public Map<Integer, Object> deleteMarked(List<Integer> cids) {
    Map<Integer, Object> deleted = new LinkedHashMap<>();
    for (Integer cid : cids) {
      Instance instance = byCid.get(cid);
      if (instance != null && instance.marked) {
        byCid.remove(cid);
        byKey.remove(instance.key);
        deleted.put(cid, instance.component);
      }
    }
    return deleted;
  }

  /** All components. */
  public List<Object> all() {
    List<Object> all = new ArrayList<>(byCid.size());
    byCid.values().forEach(instance -> all.add(instance.component));
    return all;
  }
}
