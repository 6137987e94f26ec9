package dev.roost.internal.presence;

import dev.roost.channel.Channel;
import dev.roost.channel.ChannelPresence;
import dev.roost.presence.Presence;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;

/** A {@link Presence} for one channel at its own topic. */
record TopicOfChannel(Presence presence, Channel channel) implements ChannelPresence {

  @Override
  public Future<String> track(Object key, Object meta) {
    return presence.track(channel, key, meta);
  }

  @Override
  public Future<String> update(Object key, Object meta) {
    return presence.update(channel, key, meta);
  }

  @Override
  public Future<String> trackOrUpdate(Object key, Object meta) {
    return presence.trackOrUpdate(channel, key, meta);
  }

  @Override
  public Future<Void> untrack(Object key) {
    return presence.untrack(channel, key);
  }

  @Override
  public void enter() {
    presence.enter(channel);
  }

  @Override
  public Payload list() {
    return presence.list(channel.topic()).payload();
  }

  @Override
  public int count() {
    return presence.count(channel.topic());
  }
}
