package dev.roost;

import dev.roost.pubsub.History;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the channels of a pattern are served, see {@link SocketMount#channel(String,
 * java.util.function.Supplier, ChannelOptions)}. To be filled in before the channel is added.
 */
public final class ChannelOptions {
  private @Nullable History history;
  private boolean subscribe = true;

  /** The history of each topic, for clients that reconnect; none by default. */
  public ChannelOptions history(History kept) {
    history = Objects.requireNonNull(kept);
    return this;
  }

  /**
   * Whether a channel subscribes to its topic when it is joined; true by default.
   *
   * <p>Turn it off for topics that nothing is broadcast to, such as one for each request or each
   * document view of a client: their channels push and reply only. A subscription costs memory, and
   * in a cluster each node tells all others about each topic that it subscribes to. A broadcast to
   * such a topic throws {@link IllegalStateException}, and its clients get no {@code
   * presence_diff}. A topic that channels of another socket subscribe to can be broadcast to; it
   * reaches those.
   */
  public ChannelOptions subscribe(boolean whether) {
    subscribe = whether;
    return this;
  }

  /** See {@link #history(History)}; null for none. */
  public @Nullable History history() {
    return history;
  }

  /** See {@link #subscribe(boolean)}. */
  public boolean subscribe() {
    return subscribe;
  }
}
