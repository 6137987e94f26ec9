package dev.roost.live;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveTokens.UploadToken;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one file, chunk by chunk. When the channel ends before the file is consumed, the view
 * drops the file. Mirrors {@code Phoenix.LiveView.UploadChannel}.
 */
final class UploadChannel extends Channel {
  /** The prefix of an upload's topic. */
  static final String PREFIX = "lvu:";

  private static final String WRITER_ERROR = "writer_error";
  private static final Logger log = LoggerFactory.getLogger(UploadChannel.class);

  private final LiveRoutes routes;
  private final LiveLoop loop;
  private @Nullable Receiving receiving;
  private @Nullable UploadWriter writer;
  private long bytes;
  private long lastChunk;
  private boolean ended;

  UploadChannel(LiveRoutes routes) {
    this.routes = routes;
    this.loop = LiveLoop.current(routes.endpoint().vertx());
  }

  /** The file that is received, and the view that wants it. */
  private record Receiving(LiveProcess process, Upload upload, UploadSlot slot) {}

  /** Time to look whether a chunk has come. */
  private enum Silence {
    CHECK
  }

  @Override
  public Answer join(Join join) {
    UploadToken token = routes.tokens().upload(join.payload().json().path("token").asText());
    ConnectedVisitor visitor = socket().get(ConnectedVisitor.ASSIGN, ConnectedVisitor.class);
    LiveProcess process = token == null ? null : visitor.process(token.view());
    if (token == null || process == null || !process.hasSigned(token)) {
      return refuse("invalid_token");
    }
    UploadSlot slot = process.uploads().slot(token.upload(), token.entry());
    if (slot == null || !slot.isAllowed()) {
      return refuse("disallowed");
    }
    if (!slot.open()) {
      return refuse("already_registered");
    }
    Receiving opening = new Receiving(process, process.uploads().byRef(token.upload()), slot);
    Future<UploadWriter> opened =
        Future.succeededFuture()
            .compose(
                begin -> opening.upload.options().open(routes.endpoint().vertx(), slot.entry()));
    return Reply.later(
        loop.transfer(opened)
            .map(made -> receive(opening, made))
            .otherwise(
                failure -> {
                  fail(opening, failure);
                  return refuse(WRITER_ERROR);
                }));
  }

  private Reply receive(Receiving opened, UploadWriter made) {
    // The view may have ended meanwhile, and so may this channel.
    if (opened.slot.hasEnded() || ended) {
      UploadSlot.discard(made);
      return refuse("disallowed");
    }
    receiving = opened;
    writer = made;
    opened.slot.receive(made, this::close);
    return Reply.ok();
  }

  private static Reply refuse(String reason) {
    return Reply.error(Map.of("reason", reason));
  }

  private static void fail(Receiving file, Throwable failure) {
    if (file.slot.hasEnded()) {
      return;
    }
    log.error(
        "dropping an uploaded file: it could not be written view={} upload={}",
        file.process,
        file.upload.name(),
        failure);
    file.process.uploadFailed(file.upload, file.slot);
  }

  @Override
  public void joined() {
    lastChunk = System.nanoTime();
    checkSilence(receiving().upload.options().chunkTimeoutMillis());
  }

  private void checkSilence(long afterMillis) {
    postAfter(afterMillis, Silence.CHECK);
  }

  private Receiving receiving() {
    return Objects.requireNonNull(receiving);
  }

  @Override
  public void handleInfo(Object message) {
    if (message != Silence.CHECK || receiving().slot.isComplete()) {
      return;
    }
    long silentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastChunk);
    long left = receiving().upload.options().chunkTimeoutMillis() - silentMillis;
    if (left > 0) {
      checkSilence(left);
    } else {
      log.info("ending an upload: the browser sent no chunk for {} ms", silentMillis);
      stop(StopReason.ERROR);
    }
  }

  @Override
  public void handleIn(Push push) {
    if (!push.event().equals("chunk") || !push.payload().isBinary()) {
      push.unknown();
      return;
    }
    byte[] chunk = push.payload().binary();
    Receiving file = receiving();
    // The size that was announced is the one that was allowed.
    long limit = file.slot.entry().size();
    if (file.slot.isComplete() || bytes + chunk.length > limit) {
      push.reply(Reply.error(Map.of("reason", "file_size_limit_exceeded", "limit", limit)));
      stop(StopReason.NORMAL);
      return;
    }
    bytes += chunk.length;
    lastChunk = System.nanoTime();
    hold(write(chunk, bytes == limit).transform(written -> answer(push, written)));
  }

  private Future<Void> write(byte[] chunk, boolean last) {
    UploadWriter into = Objects.requireNonNull(writer);
    Future<Void> written =
        Future.succeededFuture().compose(begin -> into.write(Buffer.buffer(chunk)));
    return loop.transfer(written)
        .compose(done -> last ? loop.transfer(into.finish()) : Future.succeededFuture());
  }

  private Future<Void> answer(Push push, AsyncResult<Void> written) {
    Receiving file = receiving();
    if (written.failed()) {
      push.reply(refuse(WRITER_ERROR));
      fail(file, written.cause());
      stop(StopReason.NORMAL);
    } else {
      if (bytes == file.slot.entry().size()) {
        file.slot.complete();
      }
      lastChunk = System.nanoTime();
      push.reply(Reply.ok());
    }
    return Future.succeededFuture();
  }

  /** The file is consumed or not wanted any more. */
  private void close() {
    run(
        () -> {
          if (!ended) {
            stop(StopReason.NORMAL);
          }
        });
  }

  @Override
  public void terminate(StopReason reason) {
    ended = true;
    if (receiving != null) {
      receiving.process.uploadEnded(receiving.upload, receiving.slot);
    }
  }
}
