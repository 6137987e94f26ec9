package dev.roost.live;

/**
 * Handles an event whose value was decoded as an object.
 *
 * @param <T> the object's type
 */
@FunctionalInterface
public interface EventHandler<T> {
  /**
   * Handles one event.
   *
   * @throws Exception the view crashes
   */
  void handle(T value, LiveEvent event) throws Exception;
}
