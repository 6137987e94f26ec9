package dev.roost;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners as one. An exception of one does not keep the event from the others. */
final class SocketListeners implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(SocketListeners.class);

  private final List<SocketListener> all;

  private SocketListeners(List<SocketListener> all) {
    this.all = all;
  }

  /** A listener that tells {@code first}, then {@code second}. */
  static SocketListener of(SocketListener first, SocketListener second) {
    List<SocketListener> all = Stream.of(first, second).flatMap(SocketListeners::flat).toList();
    return all.isEmpty() ? NONE : all.size() == 1 ? all.get(0) : new SocketListeners(all);
  }

  private static Stream<SocketListener> flat(SocketListener listener) {
    if (listener == NONE) {
      return Stream.empty();
    }
    return listener instanceof SocketListeners several ? several.all.stream() : Stream.of(listener);
  }

  @Override
  public void socketConnected(Connected event) {
    notifyAllOf(each -> each.socketConnected(event));
  }

  @Override
  public void channelJoined(Joined event) {
    notifyAllOf(each -> each.channelJoined(event));
  }

  @Override
  public void channelHandledIn(Handled event) {
    notifyAllOf(each -> each.channelHandledIn(event));
  }

  @Override
  public void crashed(Crashed event) {
    notifyAllOf(each -> each.crashed(event));
  }

  @Override
  public void socketDrain(Drained event) {
    notifyAllOf(each -> each.socketDrain(event));
  }

  private void notifyAllOf(Consumer<SocketListener> event) {
    for (SocketListener listener : all) {
      try {
        event.accept(listener);
      } catch (RuntimeException failure) {
        log.error("a listener failed", failure);
      }
    }
  }
}
