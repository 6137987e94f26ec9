package dev.roost.internal.transport;

import dev.roost.LongPollOptions;
import dev.roost.internal.transport.LongPollTokens.Token;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings polls and posts to the session, on whichever node it is. A node that cannot be asked, or
 * does not answer in time, has lost its sessions as far as clients are concerned. For any thread.
 */
final class LongPollRelay {
  private static final Logger log = LoggerFactory.getLogger(LongPollRelay.class);

  private static final byte POLL = 0;
  private static final byte ABANDON = 1;
  private static final byte POST = 2;
  private static final byte POST_LINES = 3;
  private static final byte KEEP_ALIVE = 4;
  private static final byte READING = 5;

  // A question: what is asked, the session, and the poll's id or the posted body.
  private static final int SESSION_AT = 1;
  private static final int REST_AT = SESSION_AT + 2 * Long.BYTES;

  // An answer: the status and the messages.
  private static final int MESSAGES_AT = Short.BYTES;

  private final String mount;
  private final LongPollSessions sessions;
  private final LongPollNodes nodes;
  private final long timeoutMillis;

  LongPollRelay(
      String mount, LongPollSessions sessions, LongPollNodes nodes, LongPollOptions options) {
    this.mount = mount;
    this.sessions = sessions;
    this.nodes = nodes;
    this.timeoutMillis = LongPollTimes.nodeTimeoutMillis(options);
    nodes.answer(mount, this::answer);
  }

  /** See {@link LongPollSession#poll}. Completes on any thread. */
  Future<LongPollAnswer> poll(Token token, long pollId) {
    return isLocal(token)
        ? sessions.poll(token.session(), pollId)
        : ask(token, question(POLL, token).appendLong(pollId));
  }

  /** See {@link LongPollSession#abandon}. */
  void abandon(Token token, long pollId) {
    Future<LongPollAnswer> abandoned =
        isLocal(token)
            ? sessions.abandon(token.session(), pollId)
            : ask(token, question(ABANDON, token).appendLong(pollId));
    abandoned.onFailure(failure -> log.debug("a poll was not abandoned", failure));
  }

  /** See {@link LongPollSession#keepAlive}. */
  void keepAlive(Token token) {
    Future<LongPollAnswer> kept =
        isLocal(token)
            ? sessions.keepAlive(token.session())
            : ask(token, question(KEEP_ALIVE, token));
    kept.onFailure(failure -> log.debug("a session was not kept alive", failure));
  }

  /** See {@link LongPollSession#reading}. */
  void reading(Token token) {
    Future<LongPollAnswer> told =
        isLocal(token) ? sessions.reading(token.session()) : ask(token, question(READING, token));
    told.onFailure(failure -> log.debug("progress was not reported to a session", failure));
  }

  /** See {@link LongPollSession#receive}. Completes on any thread. */
  Future<LongPollAnswer> post(Token token, boolean lines, Buffer body) {
    return isLocal(token)
        ? sessions.post(token.session(), lines, body)
        : ask(token, question(lines ? POST_LINES : POST, token).appendBuffer(body));
  }

  private boolean isLocal(Token token) {
    return token.node() == nodes.self();
  }

  private static Buffer question(byte kind, Token token) {
    return Buffer.buffer()
        .appendByte(kind)
        .appendLong(token.session().getMostSignificantBits())
        .appendLong(token.session().getLeastSignificantBits());
  }

  private Future<LongPollAnswer> ask(Token token, Buffer question) {
    return nodes
        .ask(token.node(), mount, question, timeoutMillis)
        .map(LongPollRelay::decode)
        .otherwise(
            failure -> {
              log.debug("the node of a session did not answer: {}", failure.toString());
              return LongPollAnswer.GONE;
            });
  }

  private static LongPollAnswer decode(Buffer answer) {
    return new LongPollAnswer(answer.getShort(0), answer.getBuffer(MESSAGES_AT, answer.length()));
  }

  /** Another node asks. */
  private Future<Buffer> answer(Buffer question) {
    return found(question)
        .map(
            answer ->
                Buffer.buffer()
                    .appendShort((short) answer.status())
                    .appendBuffer(answer.messages()));
  }

  private Future<LongPollAnswer> found(Buffer question) {
    UUID session =
        new UUID(question.getLong(SESSION_AT), question.getLong(SESSION_AT + Long.BYTES));
    byte kind = question.getByte(0);
    return switch (kind) {
      case POLL -> sessions.poll(session, question.getLong(REST_AT));
      case ABANDON -> sessions.abandon(session, question.getLong(REST_AT));
      case KEEP_ALIVE -> sessions.keepAlive(session);
      case READING -> sessions.reading(session);
      case POST, POST_LINES ->
          sessions.post(
              session, kind == POST_LINES, question.getBuffer(REST_AT, question.length()));
      default -> Future.failedFuture("cannot be asked this: " + kind);
    };
  }
}
