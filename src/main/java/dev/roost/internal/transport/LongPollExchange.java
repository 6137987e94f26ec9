package dev.roost.internal.transport;

import dev.roost.internal.session.SessionLoop;
import dev.roost.proxy.ClientRequest;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, for which the client may no longer be there. The server closes the
 * connection of a client that takes too long to send the one or to read the other.
 */
final class LongPollExchange {
  private static final Logger log = LoggerFactory.getLogger(LongPollExchange.class);

  /** The stream is no longer needed, RFC 9113 section 7. */
  private static final long CANCEL = 8;

  private final HttpServerRequest request;
  private final ClientRequest client;
  private final HttpServerResponse response;
  private final SessionLoop loop;
  private final long stallMillis;

  /** The origin was checked, or will be: what browsers check for us may be anything. */
  LongPollExchange(
      HttpServerRequest request, ClientRequest client, SessionLoop loop, long stallMillis) {
    this.request = request;
    this.client = client;
    this.response = request.response();
    this.loop = loop;
    this.stallMillis = stallMillis;
    response.putHeader("access-control-allow-origin", "*");
  }

  HttpServerRequest request() {
    return request;
  }

  ClientRequest client() {
    return client;
  }

  @Nullable String header(String name) {
    return request.getHeader(name);
  }

  String header(String name, String otherwise) {
    String value = request.getHeader(name);
    return value == null ? otherwise : value;
  }

  /** Whether it was answered, or the client is gone. */
  boolean isOver() {
    return response.ended() || response.closed();
  }

  /** Sets the handler of a disconnect before the answer. */
  void onDisconnect(Runnable handler) {
    response.closeHandler(
        closed -> {
          if (!response.ended()) {
            handler.run();
          }
        });
  }

  /** Whether a part of the body, or its end, arrived before a handler was set. */
  boolean hasLostBody() {
    return request.isEnded() || request.bytesRead() > 0;
  }

  /** Answers with JSON. */
  void answer(Buffer json) {
    if (!isOver()) {
      response
          .putHeader("content-type", "application/json; charset=utf-8")
          .putHeader("cache-control", "no-store");
      closeUnlessRead(response.end(json));
    }
  }

  /**
   * Answers a poll with JSON, which may be large.
   *
   * @param watch counts what waits for the client
   * @param onProgress called while the client reads a large answer
   */
  void answer(Buffer json, BacklogWatch watch, Runnable onProgress) {
    if (json.length() <= LargeAnswer.PIECE) {
      answer(json);
    } else if (!isOver()) {
      response
          .putHeader("content-type", "application/json; charset=utf-8")
          .putHeader("cache-control", "no-store");
      new LargeAnswer(request, json, loop, watch, stallMillis, onProgress, this::closeSlowClient)
          .send();
    }
  }

  private void closeUnlessRead(Future<Void> written) {
    if (!written.isComplete()) {
      ScheduledFuture<?> tooLate = loop.schedule(stallMillis, this::closeSlowClient);
      written.onComplete(done -> tooLate.cancel(false));
    }
    written.onFailure(failure -> log.debug("an answer did not go out", failure));
  }

  /** Ends an exchange with a client that takes too long. */
  void closeSlowClient() {
    log.debug("closing connection: the client takes too long");
    if (request.version() == HttpVersion.HTTP_2) {
      // The connection has other streams, behind a proxy those of other clients.
      response.reset(CANCEL);
    } else {
      PipelineTakeOver.closeNow(request.connection());
    }
  }

  /**
   * Answers 503. Without a body: phoenix.js stops for good at a status in one that it does not
   * know.
   */
  void answerUnavailable(int retryAfterSeconds) {
    if (!isOver()) {
      response.putHeader("retry-after", String.valueOf(retryAfterSeconds));
      answerEmpty(503);
    }
  }

  /** Answers with a status of HTTP and nothing else. */
  void answerEmpty(int status) {
    if (!isOver()) {
      response
          .setStatusCode(status)
          .putHeader("cache-control", "no-store")
          .end()
          .onFailure(failure -> log.debug("an answer did not go out", failure));
    }
  }

  /** Answers a browser that asks what pages of another origin may send. */
  void answerPreflight() {
    response
        .putHeader(
            "access-control-allow-headers",
            String.join(", ", request.headers().getAll("access-control-request-headers")))
        .putHeader("access-control-allow-methods", "get, post, options")
        .putHeader("access-control-max-age", "3600");
    answerEmpty(200);
  }
}
