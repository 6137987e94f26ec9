package dev.roost.live.testing;

import dev.roost.testing.TestChannel;
import dev.roost.testing.TestPush;
import org.jspecify.annotations.Nullable;

/** One view of a page: its channel and what it shows. */
final class PageView {
  private final String id;
  private final @Nullable String session;
  private final @Nullable String statics;
  private final boolean sticky;
  private ClientTree tree = new ClientTree();
  private @Nullable TestPush join;
  private @Nullable TestChannel channel;
  private boolean rendered;
  private boolean ended;

  PageView(String id, String session, String statics, boolean sticky) {
    this.id = id;
    this.session = session.isEmpty() ? null : session;
    this.statics = statics.isEmpty() ? null : statics;
    this.sticky = sticky;
  }

  String id() {
    return id;
  }

  String topic() {
    return "lv:" + id;
  }

  @Nullable String session() {
    return session;
  }

  @Nullable String statics() {
    return statics;
  }

  boolean isSticky() {
    return sticky;
  }

  ClientTree tree() {
    return tree;
  }

  /** The join is on its way. */
  void joining(TestPush push) {
    join = push;
    channel = null;
    ended = false;
  }

  /** The join was answered with ok. */
  void joined() {
    if (join == null) {
      throw new IllegalStateException(id + " did not join");
    }
    channel = join.assertJoined();
    tree = new ClientTree();
    rendered = true;
  }

  /** Whether it has something to show: it stays while the view joins again. */
  boolean isJoinedOnce() {
    return rendered;
  }

  boolean isJoined() {
    return channel != null && !ended;
  }

  /** Whether a message belongs to the present join. */
  boolean isOf(@Nullable String joinRef) {
    return join != null && join.ref().equals(joinRef);
  }

  TestChannel channel() {
    if (channel == null) {
      throw new IllegalStateException("view " + id + " has not joined");
    }
    return channel;
  }

  void end() {
    ended = true;
  }
}
