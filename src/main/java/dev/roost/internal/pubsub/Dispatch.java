package dev.roost.internal.pubsub;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Frame;
import dev.roost.serializer.Serializer;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast on its way to the subscribers of this node, together with the frames it was encoded
 * into: one for each serializer that a subscriber speaks, made by whoever needs it first.
 *
 * <p>The frames' buffers are counted, so a dispatch is too. It crosses threads.
 */
public final class Dispatch extends AbstractReferenceCounted {
  private final Broadcast broadcast;
  private final @Nullable Subscriber sender;
  private final @Nullable LogEntry entry;
  private final AtomicReference<@Nullable Encoded> encoded = new AtomicReference<>();

  private record Encoded(Serializer serializer, @Nullable Frame frame, @Nullable Encoded next) {}

  Dispatch(Broadcast broadcast, @Nullable Subscriber sender) {
    this(broadcast, sender, null);
  }

  /**
   * @param entry what it is in the log of its topic, or null if that has none
   */
  Dispatch(Broadcast broadcast, @Nullable Subscriber sender, @Nullable LogEntry entry) {
    this.broadcast = broadcast;
    this.sender = sender;
    this.entry = entry;
  }

  /** What is broadcast. */
  public Broadcast broadcast() {
    return broadcast;
  }

  /** Whether the subscriber is the sender, who is to be left out. */
  public boolean isFrom(Subscriber subscriber) {
    return sender == subscriber;
  }

  /** The id by which a client may ask for what came after it, or null if it is not kept. */
  public @Nullable String historyId() {
    return entry == null ? null : entry.id();
  }

  @Nullable LogEntry entry() {
    return entry;
  }

  /**
   * The broadcast's frame in a subscriber's version. It belongs to this dispatch: whoever writes
   * its bytes writes a retained duplicate.
   *
   * @return null if that version cannot say it
   */
  public @Nullable Frame frame(Serializer serializer) {
    Encoded head = encoded.get();
    for (Encoded known = head; known != null; known = known.next) {
      if (known.serializer == serializer) {
        return known.frame;
      }
    }
    Frame frame = serializer.fastlane(broadcast);
    if (encoded.compareAndSet(head, new Encoded(serializer, frame, head))) {
      return frame;
    }
    // Another loop was quicker, perhaps with this very frame.
    if (frame != null) {
      frame.release();
    }
    return frame(serializer);
  }

  @Override
  protected void deallocate() {
    for (Encoded known = encoded.get(); known != null; known = known.next) {
      if (known.frame != null) {
        known.frame.release();
      }
    }
    if (entry != null) {
      entry.delivered(this);
    }
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }
}
