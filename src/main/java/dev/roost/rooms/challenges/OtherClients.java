package dev.roost.rooms.challenges;

/** The other clients of a room. */
@FunctionalInterface
interface OtherClients {
  /** See {@link dev.roost.channel.Channel}. */
  void broadcastFrom(String event, Object payload);
}
