package dev.roost.live;

import dev.roost.internal.live.diff.ComponentBody;
import dev.roost.internal.live.diff.StatefulHost;

/** Gives the engine the components of a {@link ComponentHost}. */
record Host(ComponentHost host) implements StatefulHost {
  @Override
  public Object create(Class<?> type, Object id, int cid) {
    return host.create(type, id, cid);
  }

  @Override
  public void update(Object component) {
    host.update(component);
  }

  @Override
  public ComponentBody template(Object component) {
    return host.template(component).body();
  }
}
