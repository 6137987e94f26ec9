package dev.roost.internal.session;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Socket;
import dev.roost.serializer.Serializer;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the application's connect handler, and turns its result or failure into an admission. */
final class ConnectQuestion {
  private static final Logger log = LoggerFactory.getLogger(ConnectQuestion.class);

  private ConnectQuestion() {}

  /**
   * Asks.
   *
   * @param path for logs
   * @param serializer for the version the client wants; null for sockets without versions
   * @param events receives the result
   * @return never fails
   */
  static Future<Admission> ask(
      String path,
      ConnectHandler handler,
      ConnectRequest request,
      @Nullable Serializer serializer,
      SocketEvents events) {
    long since = events.connecting();
    return answer(handler, request)
        .map(result -> admission(result, request, serializer))
        .otherwise(
            failure -> {
              events.crashed(log, path, null, null, "connect", failure);
              return Admission.refused(ConnectResult.refuse());
            })
        .map(
            admission -> {
              events.connected(request, admission.isAccepted(), since);
              return admission;
            });
  }

  private static Future<ConnectResult> answer(ConnectHandler handler, ConnectRequest request) {
    try {
      return Objects.requireNonNull(handler.connect(request), "connect returned no future");
    } catch (Throwable failure) {
      return Future.failedFuture(failure);
    }
  }

  private static Admission admission(
      ConnectResult result, ConnectRequest request, @Nullable Serializer serializer) {
    if (!result.isAccepted()) {
      return Admission.refused(result);
    }
    return Admission.accepted(
        serializer,
        new Socket(
            result.id(),
            request.transport(),
            request.vsn(),
            result.assigns(),
            request.info().traceContext()),
        result);
  }
}
