package dev.roost.conformance.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.conformance.match.ScenarioJson;
import dev.roost.conformance.scenario.ClientSpec;
import dev.roost.conformance.scenario.ClientSpec.Param;
import dev.roost.conformance.scenario.HttpAnswer;
import dev.roost.conformance.scenario.HttpCall;
import dev.roost.conformance.scenario.Inbox;
import dev.roost.conformance.scenario.Opening;
import dev.roost.conformance.scenario.Outgoing;
import dev.roost.conformance.scenario.Received;
import dev.roost.conformance.scenario.Received.Closed;
import dev.roost.conformance.scenario.ScenarioClient;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A long-poll client: one thread polls in a loop, and each send is a separate POST. */
final class LongPollClient implements ScenarioClient {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int GONE = 410;
  private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
  private static final Duration LONGEST_POST = Duration.ofSeconds(20);

  private final InetSocketAddress address;
  private final ClientSpec spec;
  private final List<Param> params;
  private final Inbox inbox = new Inbox();
  private @Nullable HttpConnection polling;
  private boolean ended;

  private LongPollClient(InetSocketAddress address, ClientSpec spec) {
    this.address = address;
    this.spec = spec;
    this.params = new ArrayList<>(spec.params());
  }

  /** Starts a session: the first poll returns its token. */
  static Opening open(InetSocketAddress address, ClientSpec spec, Duration timeout)
      throws IOException {
    LongPollClient client = new LongPollClient(address, spec);
    JsonNode first = client.poll(timeout);
    int status = first.path("status").asInt();
    if (status != GONE) {
      return new Opening.Refused(status);
    }
    client.params.add(new Param("token", first.required("token").asText()));
    Thread poller = new Thread(client::listen, "longpoll-client");
    poller.setDaemon(true);
    poller.start();
    return new Opening.Accepted(client, null);
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  // -- In

  private void listen() {
    try {
      while (true) {
        JsonNode answer = poll(LONGEST_POLL);
        int status = answer.path("status").asInt();
        if (status == OK) {
          answer
              .path("messages")
              .forEach(message -> inbox.arrive(new Received.Text(message.asText())));
        } else if (status != NO_CONTENT) {
          inbox.arrive(new Closed(status, ""));
          return;
        }
      }
    } catch (IOException e) {
      inbox.arrive(new Closed(Closed.ABNORMAL, e.toString()));
    }
  }

  private JsonNode poll(Duration timeout) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(spec.headers());
    if (spec.authToken() != null) {
      headers.put("x-phoenix-authtoken", spec.authToken());
    }
    try (HttpConnection connection = HttpConnection.open(address, timeout)) {
      nowPolling(connection);
      HttpAnswer answer = connection.request(new HttpCall("GET", path(), headers, null));
      if (answer.status() != OK) {
        throw new IOException("the poll was answered with HTTP " + answer.status());
      }
      return json(answer);
    }
  }

  private synchronized void nowPolling(HttpConnection connection) throws IOException {
    if (ended) {
      throw new IOException("the client has ended");
    }
    polling = connection;
  }

  // -- Out

  @Override
  public OptionalInt send(Outgoing message, int fragments) throws IOException {
    return sendTogether(List.of(message));
  }

  @Override
  public OptionalInt sendTogether(List<Outgoing> messages) throws IOException {
    // Version 1 posts one message as JSON, version 2 one message per line.
    boolean lines = spec.vsn() != null && spec.vsn().startsWith("2");
    String type = lines ? "application/x-ndjson" : "application/json";
    String body = messages.stream().map(Outgoing::line).collect(Collectors.joining("\n"));
    try (HttpConnection connection = HttpConnection.open(address, LONGEST_POST)) {
      HttpAnswer answer =
          connection.request(
              new HttpCall("POST", path(), Map.of("content-type", type), Buffer.buffer(body)));
      return OptionalInt.of(json(answer).path("status").asInt());
    }
  }

  private String path() {
    return "/socket/longpoll?" + QueryString.of(params);
  }

  private static JsonNode json(HttpAnswer answer) throws IOException {
    return ScenarioJson.parse(answer.text())
        .orElseThrow(() -> new IOException("the answer is not JSON: " + answer.text()));
  }

  /** Long-poll has no close message: the client stops polling. */
  @Override
  public void close(OptionalInt code) {
    dropConnection();
  }

  @Override
  public synchronized void dropConnection() {
    ended = true;
    try {
      if (polling != null) {
        polling.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
