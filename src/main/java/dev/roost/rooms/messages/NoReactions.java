package dev.roost.rooms.messages;

/** Equals no reactions: with it, Jackson leaves them out of the JSON of a message. */
public final class NoReactions {

  @Override
  public boolean equals(Object other) {
    return other == null || (other instanceof Reactions reactions && reactions.isEmpty());
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
