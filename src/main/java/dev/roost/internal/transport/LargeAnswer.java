package dev.roost.internal.transport;

import dev.roost.internal.session.Overload;
import dev.roost.internal.session.SessionLoop;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of an answer to a poll, sent piece by piece, each when the network has taken the one
 * before. A client may read as slowly as it likes while bytes leave. If it reads nothing for too
 * long, the exchange ends. Direct memory holds one piece at a time.
 *
 * <p>A slow client has not read yet all that the kernel has taken. Therefore it reports progress to
 * the session while the kernel sends, also after the last piece.
 */
final class LargeAnswer extends Backlog {
  private static final Logger log = LoggerFactory.getLogger(LargeAnswer.class);

  /** Answers of at most so many bytes need no pieces. */
  static final int PIECE = 1 << 16;

  private static final long MAX_PERIOD_MILLIS = 1_000;

  private static final int LOOKS_PER_PATIENCE = 8;

  private final HttpServerRequest request;
  private final SessionLoop loop;
  private final BacklogWatch watch;
  private final long stallMillis;
  private final long periodMillis;
  private final Runnable onProgress;
  private final Runnable closeSlowClient;
  private final SendProgress progress = new SendProgress();
  private final Buffer body;
  private int sent;
  private int written;
  private int seenWritten;
  private long millisWithoutProgress;
  private final @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * @param stallMillis for how long no byte may leave
   * @param onProgress called about once a second while the client reads
   * @param closeSlowClient ends the exchange
   */
  LargeAnswer(
      HttpServerRequest request,
      Buffer body,
      SessionLoop loop,
      BacklogWatch watch,
      long stallMillis,
      Runnable onProgress,
      Runnable closeSlowClient) {
    this.request = request;
    this.body = body;
    this.loop = loop;
    this.watch = watch;
    this.stallMillis = stallMillis;
    this.periodMillis = Math.max(1, Math.min(MAX_PERIOD_MILLIS, stallMillis / LOOKS_PER_PATIENCE));
    this.onProgress = onProgress;
    this.closeSlowClient = closeSlowClient;
    // A connection of HTTP/2 has other streams, whose bytes would be taken for this answer's.
    this.channel =
        request.version() == HttpVersion.HTTP_2
            ? null
            : PipelineTakeOver.networkChannelOf(request.connection());
  }

  /** Sends it. The headers must be there, but for its length. */
  void send() {
    request.response().putHeader("content-length", Integer.toString(body.length()));
    watch.note(this);
    checkLater();
    sendPieces();
  }

  private void sendPieces() {
    boolean goOn = true;
    while (goOn) {
      Future<Void> piece = nextPiece();
      goOn = piece.succeeded() && sent < body.length();
      if (goOn) {
        pieceWritten();
      } else {
        piece.onComplete(this::pieceDone);
      }
    }
  }

  private Future<Void> nextPiece() {
    if (request.response().closed()) {
      return Future.failedFuture("the client is gone");
    }
    int end = Math.min(body.length(), sent + PIECE);
    Buffer piece = body.slice(sent, end);
    sent = end;
    return end == body.length() ? request.response().end(piece) : request.response().write(piece);
  }

  private void pieceDone(AsyncResult<Void> done) {
    if (done.failed()) {
      log.debug("an answer did not go out", done.cause());
      stop();
      return;
    }
    pieceWritten();
    if (sent < body.length()) {
      sendPieces();
    }
  }

  private void pieceWritten() {
    written = sent;
    watch.note(this);
  }

  private void checkLater() {
    timer = loop.schedule(periodMillis, this::check);
  }

  private void check() {
    boolean left = channel != null && channel.isActive() && progress.since(channel);
    if (left || written > seenWritten) {
      seenWritten = written;
      millisWithoutProgress = 0;
      onProgress.run();
      checkLater();
    } else if (written < body.length()) {
      millisWithoutProgress += periodMillis;
      if (millisWithoutProgress >= stallMillis) {
        stop();
        closeSlowClient.run();
      } else {
        checkLater();
      }
    }
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
    watch.remove(this);
  }

  @Override
  long waitingBytes() {
    return (long) body.length() - written;
  }

  /** It is one message, however slowly the client reads: pieces have a time limit of their own. */
  @Override
  long headBytes() {
    return waitingBytes();
  }

  @Override
  boolean hasProgressed() {
    return true;
  }

  @Override
  void end(Overload why) {
    stop();
    closeSlowClient.run();
  }

  @Override
  String describe() {
    return "transport=longpoll client=" + request.remoteAddress();
  }
}
