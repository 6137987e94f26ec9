package dev.roost.channel;

/**
 * A channel whose callbacks may block: JDBC, JPA, HTTP clients, files. They run one at a time, as
 * in a process of Erlang, on a virtual thread of their own, or before JDK 21 on one of a bounded
 * pool of threads ({@code EndpointOptions.blockingThreads}).
 *
 * <pre>{@code
 * final class AccountChannel extends BlockingChannel {
 *   private User user;
 *
 *   AccountChannel() {
 *     answer("find", Find.class, (find, push) -> Reply.ok(orders.of(user, find.id())));
 *   }
 *
 *   @Override
 *   public Reply join(Join join) {
 *     user = users.find(join.topicSuffix());
 *     return user == null ? Reply.error(Map.of("reason", "unknown account")) : Reply.ok();
 *   }
 * }
 * }</pre>
 *
 * <p>Everything else is as in {@link Channel}: messages wait in order while a callback runs, within
 * the same limits; an exception crashes this channel only; fields hold the state and need no locks.
 * An event loop is never blocked, so other channels of the connection go on. The factory, {@link
 * #intercepts}, {@link #logJoin} and {@link #logHandleIn} are called on the event loop and must not
 * block. When the client leaves, a callback that runs is not interrupted; {@link #terminate}
 * follows it.
 */
public abstract class BlockingChannel extends Channel {

  /** As {@link Channel#join}, but the answer may be waited for. */
  @Override
  public abstract Reply join(Join join);
}
