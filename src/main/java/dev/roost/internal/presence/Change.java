package dev.roost.internal.presence;

/** A change of the presences of a topic. Immutable. */
sealed interface Change {

  /** The topic it happens at. */
  String topic();

  /** A meta is there. */
  record Added(Entry entry) implements Change {
    @Override
    public String topic() {
      return entry.topic();
    }
  }

  /** A meta is gone. */
  record Removed(Entry entry) implements Change {
    @Override
    public String topic() {
      return entry.topic();
    }
  }

  /** A meta has given way to another of the same key and owner. */
  record Updated(Entry before, Entry after) implements Change {
    @Override
    public String topic() {
      return after.topic();
    }
  }
}
