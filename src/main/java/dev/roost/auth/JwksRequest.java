package dev.roost.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A GET whose answer is bounded in size and time. */
final class JwksRequest {
  private final HttpClient client;
  private final RequestOptions target;
  private final JwksOptions options;

  JwksRequest(Vertx vertx, URI url, JwksOptions options, HttpClientOptions http) {
    this.client = vertx.createHttpClient(http);
    this.options = options;
    this.target =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url.toString())
            .setFollowRedirects(false)
            .putHeader("accept", "application/json");
  }

  /** The body of an answer with status 200. */
  Future<Buffer> send() {
    return client
        .request(new RequestOptions(target).setTimeout(options.timeoutMillis()))
        .compose(
            request ->
                request
                    .send()
                    .compose(response -> body(request, response))
                    .timeout(options.timeoutMillis(), TimeUnit.MILLISECONDS)
                    // Ends the connection of an answer that is late or too large.
                    .onFailure(failure -> request.reset()));
  }

  private Future<Buffer> body(HttpClientRequest request, HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("status " + response.statusCode());
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() > options.maxBytes()) {
            whole.tryFail("more than " + options.maxBytes() + " bytes");
            request.reset();
          } else {
            body.appendBuffer(part);
          }
        });
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }
}
