package dev.roost.testing;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.internal.session.Admission;
import dev.roost.internal.session.SocketDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client that is about to connect. */
public final class Connecting {
  private static final String VSN = "2.0.0";
  private static final String TRANSPORT = "websocket";

  private final TestEndpoint endpoint;
  private final Map<String, Object> params = new LinkedHashMap<>();
  private String path;
  private ConnectInfo info = ConnectInfo.NONE;

  private record Outcome(Admission admission, Optional<TestSocket> socket) {}

  Connecting(TestEndpoint endpoint, String path) {
    this.endpoint = endpoint;
    this.path = path;
    params.put("vsn", VSN);
  }

  /** To which socket: the path as it was given to {@link TestEndpoint#socket}. */
  public Connecting path(String socketPath) {
    path = Objects.requireNonNull(socketPath);
    return this;
  }

  /** One more connect parameter: a string, or a map or list of such. */
  public Connecting param(String name, Object value) {
    params.put(name, value);
    return this;
  }

  /** More connect parameters. */
  public Connecting params(Map<String, ?> more) {
    params.putAll(more);
    return this;
  }

  /** The request of the test, for the parts that the socket reads. */
  public Connecting info(ConnectInfo connectInfo) {
    info = Objects.requireNonNull(connectInfo);
    return this;
  }

  /**
   * Connects.
   *
   * @throws AssertionError if the client is refused
   */
  public TestSocket accepted() {
    Outcome outcome = connect();
    return outcome.socket.orElseThrow(
        () ->
            endpoint
                .loop()
                .failure(
                    "expected to connect to "
                        + path
                        + ", was refused"
                        + because(outcome.admission)));
  }

  private static String because(Admission refused) {
    if (refused.retryAfterSeconds() > 0) {
      return ": unavailable for " + refused.retryAfterSeconds() + " s";
    }
    return refused.reason() == null ? "" : ": " + refused.reason();
  }

  /**
   * Tries to connect.
   *
   * @return the reason that was given to {@link dev.roost.channel.ConnectResult#refuse(Object)}
   * @throws AssertionError if the client is accepted
   */
  public Optional<Object> refused() {
    Outcome outcome = connect();
    if (outcome.socket.isPresent()) {
      throw endpoint.loop().failure("expected to be refused by " + path + ", was let in");
    }
    return Optional.ofNullable(outcome.admission.reason());
  }

  private Outcome connect() {
    TestLoop loop = endpoint.loop();
    SocketDefinition definition = endpoint.engine().definition(path);
    Params asked = new Params(params);
    CompletableFuture<Outcome> connected = new CompletableFuture<>();
    loop.run(
        () ->
            loop.sessions()
                .whenDone(
                    definition.admit(asked, info, TRANSPORT),
                    admitted -> connected.complete(decided(definition, admitted.result()))));
    return loop.await(connected, "no answer to connecting to " + path);
  }

  private Outcome decided(SocketDefinition definition, Admission admission) {
    return new Outcome(
        admission,
        admission.isAccepted()
            ? Optional.of(TestSocket.open(endpoint, definition, admission))
            : Optional.empty());
  }
}
