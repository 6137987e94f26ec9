package dev.roost.internal.pubsub;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Frame;
import dev.roost.serializer.FrameCompressor;
import dev.roost.serializer.Serializer;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broadcast on its way to the subscribers of this node, together with the frames it was encoded
 * into: one for each serializer that a subscriber speaks, encoded by the first subscriber that
 * needs it.
 *
 * <p>The frames' buffers are counted, so a dispatch is too. It crosses threads.
 */
public final class Dispatch extends AbstractReferenceCounted {
  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

  private final Broadcast broadcast;
  private final @Nullable Subscriber sender;
  private final @Nullable LogEntry entry;
  private final AtomicReference<@Nullable Encoded> encoded = new AtomicReference<>();

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

  /** The broadcast message. */
  public Broadcast broadcast() {
    return broadcast;
  }

  /** Whether the subscriber is the sender, which does not receive it. */
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
   * The broadcast's frame in a subscriber's version. It belongs to this dispatch: to send its
   * bytes, write a retained duplicate.
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
    Frame frame = encode(serializer, broadcast);
    if (encoded.compareAndSet(head, new Encoded(serializer, frame, head))) {
      return frame;
    }
    // Another loop was quicker, perhaps with this very frame.
    if (frame != null) {
      frame.release();
    }
    return frame(serializer);
  }

  /**
   * The same under another topic or event. Subscribers that want the same get the same frame.
   *
   * @return as of {@link #frame(Serializer)}
   */
  public @Nullable Frame frame(Serializer serializer, String topic, String event) {
    Renamed renamed = renamed();
    Named last = renamed.last;
    if (last != null && last.name.is(serializer, topic, event)) {
      return last.frame;
    }
    Name name = new Name(serializer, topic, event);
    Frame frame =
        renamed.frames.computeIfAbsent(
            name, missing -> encode(serializer, new Broadcast(topic, event, broadcast.payload())));
    if (frame != null) {
      renamed.last = new Named(name, frame);
    }
    return frame;
  }

  /**
   * Compresses the frame before event loops ask for it, which would each compress it: none of them
   * may wait for another. From the thread that broadcasts.
   */
  void prepare(UsedCompression compression) {
    Frame frame = frame(compression.serializer());
    if (frame != null && compression.compressor().accepts(frame.contentLength())) {
      frame.prepare(compression.compressor());
    }
  }

  /**
   * How subscribers on the calling event loop had this compressed.
   *
   * @param before what this was of the topic's last broadcast
   * @return null if no subscriber wanted it
   */
  @Nullable UsedCompression usedCompression(@Nullable UsedCompression before) {
    boolean isTooShortOrLong = false;
    for (Encoded known = encoded.get(); known != null; known = known.next) {
      FrameCompressor used = known.frame == null ? null : known.frame.usedCompressor();
      if (used != null && known.serializer != null) {
        return before != null && before.is(known.serializer, used)
            ? before
            : new UsedCompression(known.serializer, used);
      }
      isTooShortOrLong |=
          before != null
              && known.frame != null
              && !before.compressor().accepts(known.frame.contentLength());
    }
    // Of a message that is not compressed anyway, nothing can be told.
    return isTooShortOrLong ? before : null;
  }

  private Renamed renamed() {
    Encoded head = encoded.get();
    for (Encoded known = head; known != null; known = known.next) {
      if (known instanceof Renamed found) {
        return found;
      }
    }
    Renamed first = new Renamed(head);
    return encoded.compareAndSet(head, first) ? first : renamed();
  }

  // One serializer's fault must not keep the broadcast from the subscribers behind.
  private static @Nullable Frame encode(Serializer serializer, Broadcast broadcast) {
    try {
      return serializer.fastlane(broadcast);
    } catch (RuntimeException failure) {
      log.error(
          "skipping subscribers: could not encode broadcast serializer={} topic={} event={}",
          serializer.getClass().getName(),
          broadcast.topic(),
          broadcast.event(),
          failure);
      return null;
    }
  }

  @Override
  protected void deallocate() {
    for (Encoded known = encoded.get(); known != null; known = known.next) {
      known.release();
    }
    if (entry != null) {
      entry.delivered(this);
    }
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }

  /** The frame of one serializer, in a list of them. */
  private static class Encoded {
    private final @Nullable Serializer serializer;
    private final @Nullable Frame frame;
    private final @Nullable Encoded next;

    Encoded(@Nullable Serializer serializer, @Nullable Frame frame, @Nullable Encoded next) {
      this.serializer = serializer;
      this.frame = frame;
      this.next = next;
    }

    void release() {
      if (frame != null) {
        frame.release();
      }
    }
  }

  /** A place in that list for the frames under other names, which most broadcasts have none of. */
  private static final class Renamed extends Encoded {
    private final ConcurrentHashMap<Name, Frame> frames = new ConcurrentHashMap<>();

    // Often all subscribers want the same, and then this one costs less than the map. A race
    // between event loops does no harm: it is immutable, and any of them will do.
    private @Nullable Named last;

    Renamed(@Nullable Encoded next) {
      super(null, null, next);
    }

    @Override
    void release() {
      frames.values().forEach(Frame::release);
    }
  }

  private record Name(Serializer serializer, String topic, String event) {
    boolean is(Serializer otherSerializer, String otherTopic, String otherEvent) {
      return serializer == otherSerializer && topic.equals(otherTopic) && event.equals(otherEvent);
    }
  }

  private record Named(Name name, Frame frame) {}
}
