package dev.roost.live;

/**
 * A {@link LiveView} whose callbacks may block: each runs on a virtual thread (a worker thread
 * before JDK 21), one at a time. For JDBC, JPA and plain code:
 *
 * <pre>{@code
 * on("save", Order.class, (order, event) -> orders = repository.save(order));
 * }</pre>
 *
 * <p>Rendering happens on the event loop, when the callback has ended: methods that a template
 * names must not block.
 */
public abstract class BlockingLiveView extends LiveView {}
