package dev.roost.conformance.direct;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.conformance.scenario.ClientSpec;
import dev.roost.conformance.scenario.HttpAnswer;
import dev.roost.conformance.scenario.HttpCall;
import dev.roost.conformance.scenario.Opening;
import dev.roost.conformance.scenario.ScenarioServer;
import dev.roost.internal.session.Admission;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SocketDefinition;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The sessions of a mount, spread over the event loops of a Vert.x. */
public final class SessionServer implements ScenarioServer {
  /** The status of both transports for refused clients. */
  private static final int FORBIDDEN = 403;

  private final Vertx vertx;
  private final SocketDefinition definition;

  /** Sessions of the mount on the loops of {@code vertx}. */
  public SessionServer(Vertx vertx, SocketDefinition definition) {
    this.vertx = vertx;
    this.definition = definition;
  }

  @Override
  public Opening open(ClientSpec spec, Duration timeout) throws IOException, InterruptedException {
    SessionLoop loop = new SessionLoop(((VertxInternal) vertx).createEventLoopContext());
    CompletableFuture<Opening> opening = new CompletableFuture<>();
    loop.eventLoop().execute(() -> loop.run(() -> open(spec, loop, opening)));
    try {
      return opening.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the session did not open", e);
    }
  }

  private void open(ClientSpec spec, SessionLoop loop, CompletableFuture<Opening> opening) {
    Map<String, Object> params = new HashMap<>();
    spec.params().forEach(param -> params.put(param.name(), param.value()));
    loop.whenDone(
        definition.admit(new Params(params), ConnectInfo.NONE, "websocket"),
        admitted -> opening.complete(decided(admitted.result(), loop)));
  }

  private Opening decided(Admission admission, SessionLoop loop) {
    if (!admission.isAccepted()) {
      return new Opening.Refused(FORBIDDEN);
    }
    SessionClient client = new SessionClient(loop);
    client.start(definition.open(admission, loop, client));
    return new Opening.Accepted(client, null);
  }

  @Override
  public HttpAnswer request(HttpCall call, Duration timeout) {
    throw new UnsupportedOperationException("there is no HTTP without a network");
  }
}
