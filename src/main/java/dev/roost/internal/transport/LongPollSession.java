package dev.roost.internal.transport;

import dev.roost.LongPollOptions;
import dev.roost.channel.CloseCode;
import dev.roost.internal.session.Overload;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SessionOutput;
import dev.roost.internal.session.SocketSession;
import dev.roost.internal.transport.http.ClientNetwork;
import dev.roost.serializer.Frame;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a client that polls: keeps what it is sent until it asks, and ends when it has
 * not asked for too long. Mirrors {@code Phoenix.Transports.LongPoll.Server}.
 *
 * <p>To be used on its event loop only, but for its id and loop.
 */
final class LongPollSession extends IdleWatch.Entry implements SessionOutput {
  private static final Logger log = LoggerFactory.getLogger(LongPollSession.class);

  private final UUID id = UUID.randomUUID();
  private final SessionLoop loop;
  private final IdleWatch idleWatch;
  private final long windowMillis;
  private final LongPollSessions sessions;
  private final BacklogWatch backlogs;
  private final int maxOutboundBytes;
  private final int maxOutboundMessages;
  private final Unread unread = new Unread();
  private final LongPollQueue queue;
  private @Nullable SocketSession session;
  private @Nullable Waiting waiting;
  private long latestPoll;
  private @Nullable String remote;
  private @Nullable ClientNetwork network;
  private boolean anonymous;
  private boolean flushScheduled;
  private boolean toldOfBinary;
  private boolean ended;

  LongPollSession(
      SessionLoop loop,
      IdleWatch idleWatch,
      LongPollOptions options,
      LongPollSessions sessions,
      BacklogWatch backlogs) {
    this.loop = loop;
    this.idleWatch = idleWatch;
    this.windowMillis = options.windowMillis();
    this.sessions = sessions;
    this.backlogs = backlogs;
    this.maxOutboundBytes = options.maxOutboundBytes();
    this.maxOutboundMessages = options.maxOutboundMessages();
    this.queue = new LongPollQueue(maxOutboundBytes);
  }

  /** Sets where the client was when it began. */
  LongPollSession from(@Nullable String address) {
    remote = address;
    return this;
  }

  /** Sets by what its number is limited, beside the number of all. */
  LongPollSession of(@Nullable ClientNetwork clientNetwork, boolean isAnonymous) {
    network = clientNetwork;
    anonymous = isAnonymous;
    return this;
  }

  /** The network that it counts for; null if its client has no IP address. */
  @Nullable ClientNetwork network() {
    return network;
  }

  /** Whether its client is anonymous. */
  boolean isAnonymous() {
    return anonymous;
  }

  @Override
  public @Nullable String remoteAddress() {
    return remote;
  }

  @Override
  public long queuedBytes() {
    return queue.bytes();
  }

  @Override
  public long queueRoom() {
    return backlogs.roomFor(unread);
  }

  UUID id() {
    return id;
  }

  SessionLoop loop() {
    return loop;
  }

  /** Sets the session that this connection feeds. */
  void start(SocketSession started) {
    session = started;
    idleWatch.add(this);
  }

  // -- From the client

  /** A poll that waits for messages. */
  private final class Waiting {
    private final long pollId;
    private final Promise<LongPollAnswer> answer = Promise.promise();
    private final ScheduledFuture<?> timer;

    Waiting(long pollId) {
      this.pollId = pollId;
      this.timer = loop.schedule(windowMillis, () -> answer(LongPollAnswer.NO_CONTENT));
    }

    void answer(LongPollAnswer outcome) {
      timer.cancel(false);
      if (waiting == this) {
        waiting = null;
      }
      answer.tryComplete(outcome);
    }
  }

  /**
   * The client asks for messages. Of several polls at a time the last one gets them, for it is the
   * one that is most likely still listened to; the others wait until their window is over. To
   * answer those at once would have two clients with one token drive each other round and round.
   *
   * @param pollId which one it is, see {@link PollIds}
   */
  Future<LongPollAnswer> poll(long pollId) {
    if (ended) {
      return Future.succeededFuture(LongPollAnswer.GONE);
    }
    idleWatch.recordActivity(this);
    if (PollIds.isBefore(pollId, latestPoll)) {
      // A later poll arrived before it: leave the queue to that one.
      return new Waiting(pollId).answer.future();
    }
    latestPoll = pollId;
    waiting = null;
    if (!queue.isEmpty()) {
      return Future.succeededFuture(take());
    }
    Waiting poll = new Waiting(pollId);
    waiting = poll;
    return poll.answer.future();
  }

  private LongPollAnswer take() {
    LongPollAnswer messages = LongPollAnswer.of(queue.take());
    unread.progressed = true;
    backlogs.note(unread);
    return messages;
  }

  /**
   * The client has not read the answer to its last poll yet, and reads: that it does not poll
   * meanwhile, and that more waits for it, is no sign that it is gone.
   */
  void reading() {
    if (!ended) {
      idleWatch.recordActivity(this);
      unread.progressed = true;
    }
  }

  /** The client closed the connection of a poll: messages wait for the next poll. */
  void abandon(long pollId) {
    if (waiting != null && waiting.pollId == pollId) {
      waiting.answer(LongPollAnswer.NO_CONTENT);
    }
  }

  /** A message of the client is on its way: a slow line may have no room for a poll beside it. */
  void keepAlive() {
    idleWatch.recordActivity(this);
  }

  /**
   * The client sent messages. They are handled one after another for as long as there is a session.
   */
  LongPollAnswer receive(LongPollBatch batch) {
    if (ended) {
      return LongPollAnswer.GONE;
    }
    SocketSession receiver = Objects.requireNonNull(session);
    for (int i = 0; i < batch.size() && !ended; i++) {
      batch.deliver(i, receiver);
    }
    return ended ? LongPollAnswer.REQUEST_TIMEOUT : LongPollAnswer.OK;
  }

  @Override
  void idle() {
    log.debug("ending a session: the client has not polled for too long");
    end();
  }

  /** Ends the session and its channels. */
  void end() {
    close(CloseCode.GOING_AWAY, "ended");
    if (session != null) {
      session.closed();
    }
  }

  // -- To the client

  @Override
  public void send(Frame frame) {
    sendShared(frame);
    frame.release();
  }

  @Override
  public void sendShared(Frame frame) {
    if (ended || isUnencodable(frame) || isOverloaded()) {
      return;
    }
    queue.add(frame);
    backlogs.note(unread);
    if (waiting != null && !flushScheduled) {
      // Not now: more may come in this turn of the loop.
      flushScheduled = true;
      loop.execute(
          () -> {
            flushScheduled = false;
            flush();
          });
    }
  }

  private void flush() {
    if (waiting != null && !queue.isEmpty()) {
      waiting.answer(take());
    }
  }

  // A poll is answered with JSON strings. As Phoenix does, binary is put into one as it is; where
  // Phoenix then fails, because it is no UTF-8, it is left out.
  private boolean isUnencodable(Frame frame) {
    if (!frame.isBinary() || ByteBufUtil.isText(frame.content(), StandardCharsets.UTF_8)) {
      return false;
    }
    if (!toldOfBinary) {
      toldOfBinary = true;
      log.warn("leaving out binary messages to a client that polls: they are no UTF-8");
    }
    return true;
  }

  private boolean isOverloaded() {
    if (queue.bytes() <= maxOutboundBytes && queue.size() < maxOutboundMessages) {
      return false;
    }
    flush();
    if (queue.size() >= maxOutboundMessages) {
      backlogs.endBeyondHardLimit(unread);
      return true;
    }
    return backlogs.isBeyondHardLimit(unread);
  }

  /** A poll carries no close code: the client's next request finds no session. */
  @Override
  public void close(int code, String reason) {
    if (ended) {
      return;
    }
    ended = true;
    idleWatch.remove(this);
    sessions.remove(this);
    flush();
    if (waiting != null) {
      waiting.answer(LongPollAnswer.NO_CONTENT);
    }
    queue.clear();
    backlogs.remove(unread);
  }

  /** The messages that wait for the client's next poll. */
  private final class Unread extends Backlog {
    private boolean progressed;

    @Override
    long waitingBytes() {
      return queue.bytes();
    }

    @Override
    long headBytes() {
      return queue.headBytes();
    }

    @Override
    boolean hasProgressed() {
      boolean since = progressed;
      progressed = false;
      return since;
    }

    @Override
    void end(Overload why) {
      close(CloseCode.OVERLOADED, "too slow");
      // Not now: the session may be in the middle of a broadcast.
      loop.execute(LongPollSession.this::end);
    }

    @Override
    String describe() {
      return "transport=longpoll client="
          + remote
          + " messages="
          + queue.size()
          + " max_messages="
          + maxOutboundMessages;
    }
  }
}
