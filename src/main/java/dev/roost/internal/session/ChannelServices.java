package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.channel.ChannelEndpoint;
import dev.roost.channel.ChannelPresence;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The services for the channels of a mount, besides their client and topic.
 *
 * @param endpoint their endpoint, or null if there is none
 * @param presence makes the presence of a channel, or null if the mount has none
 * @param unsubscribed the topics to which nothing can be broadcast
 */
public record ChannelServices(
    @Nullable ChannelEndpoint endpoint,
    @Nullable Function<Channel, ChannelPresence> presence,
    UnsubscribedTopics unsubscribed) {

  /** Nothing. */
  public static ChannelServices none() {
    return new ChannelServices(null, null, new UnsubscribedTopics());
  }
}
