package dev.roost.live;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.live.LiveTokens.UploadToken;
import dev.roost.live.Upload.Slot;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Receives one file, chunk by chunk. */
final class UploadChannel extends Channel {
  /** What a topic of an upload begins with. */
  static final String PREFIX = "lvu:";

  private final LiveRoutes routes;
  private @Nullable Upload upload;
  private @Nullable ReceivedFile file;
  private long silence;
  private boolean ended;

  UploadChannel(LiveRoutes routes) {
    this.routes = routes;
  }

  /** No chunk came for too long; counts the chunks until then. */
  private record Silence(long chunks) {}

  @Override
  public Answer join(Join join) {
    String text = join.payload().json().path("token").asText();
    UploadToken token = routes.tokens().upload(text);
    ConnectedVisitor visitor = socket().get(ConnectedVisitor.ASSIGN, ConnectedVisitor.class);
    LiveProcess process = token == null ? null : visitor.process(token.view());
    if (token == null || process == null) {
      return refuse("invalid_token");
    }
    Slot slot = process.uploads().slot(token.upload(), token.entry());
    if (slot == null || !slot.isPreflighted()) {
      return refuse("disallowed");
    }
    if (!slot.open()) {
      return refuse("already_registered");
    }
    upload = process.uploads().byRef(token.upload());
    return Reply.later(
        ReceivedFile.open(routes.endpoint().vertx())
            .map(
                opened -> {
                  // The view may have ended meanwhile, and so may this channel.
                  if (slot.hasEnded() || ended) {
                    opened.delete();
                    return refuse("disallowed");
                  }
                  file = opened;
                  slot.receive(opened, this::close);
                  return Reply.ok();
                })
            .otherwise(failure -> refuse("writer_error")));
  }

  private static Reply refuse(String reason) {
    return Reply.error(Map.of("reason", reason));
  }

  @Override
  public void joined() {
    awaitChunk();
  }

  private void awaitChunk() {
    postAfter(options().chunkTimeoutMillis(), new Silence(silence));
  }

  private UploadOptions options() {
    return Objects.requireNonNull(upload).options();
  }

  @Override
  public void handleInfo(Object message) {
    if (message instanceof Silence since && since.chunks == silence) {
      stop(StopReason.ERROR);
    }
  }

  @Override
  public void handleIn(Push push) {
    if (!push.event().equals("chunk") || !push.payload().isBinary()) {
      push.unknown();
      return;
    }
    ReceivedFile into = Objects.requireNonNull(file);
    byte[] chunk = push.payload().binary();
    long limit = options().maxFileBytes();
    if (into.bytes() + chunk.length > limit) {
      push.reply(Reply.error(Map.of("reason", "file_size_limit_exceeded", "limit", limit)));
      stop(StopReason.NORMAL);
      return;
    }
    silence++;
    hold(
        into.write(Buffer.buffer(chunk))
            .onSuccess(
                written -> {
                  push.reply(Reply.ok());
                  awaitChunk();
                }));
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
  }
}
