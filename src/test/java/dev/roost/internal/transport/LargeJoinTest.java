package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.EndpointOptions;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients on a 20 Mbit/s line join rooms with large states within the default limits. */
@ParameterizedClass(name = "{0}")
@EnumSource(ConnectionType.class)
@Timeout(120)
class LargeJoinTest {
  private static final int BYTES_PER_SECOND = 20_000_000 / 8;
  private static final int PUSHED = 2_000_000;
  private static final int PRESENCES = 5_500;
  private static final int STATE_BYTES = 1_100_000;
  private static final int CLIENTS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameter ConnectionType type;

  @TempDir Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<RawWebSocket> clients = new ArrayList<>();
  private RunningEndpoint server;
  private Presence presence;

  @BeforeEach
  void start() throws Exception {
    server =
        type.start(
            directory,
            new EndpointOptions(),
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("large:*", LargeJoinTest::newLarge)
                    .channel("crowd:*", this::newVisitor)
                    .channel("filler:*", this::newFiller));
    presence = server.endpoint().presence(new PresenceOptions().maxPresencesPerChannel(PRESENCES));
  }

  private static ScriptedChannel newLarge() {
    String text = ConnectionType.random(PUSHED);
    ScriptedChannel channel = new ScriptedChannel();
    return channel.onJoined(() -> channel.sendPush("all", Map.of("text", text)));
  }

  private ScriptedChannel newVisitor() {
    ScriptedChannel channel = new ScriptedChannel();
    return channel.onJoined(
        () -> {
          channel.sendPush("presence_state", presence.list("crowd:1").payload());
          presence.track(channel, "visitor", Map.of("name", "Visitor"));
        });
  }

  private ScriptedChannel newFiller() {
    String name = ConnectionType.random(160);
    return new ScriptedChannel()
        .onIn(
            (self, push) -> {
              for (int i = 0; i < PRESENCES; i++) {
                presence.track(self, "crowd:1", "user-" + i, Map.of("name", name));
              }
              push.ok();
            });
  }

  @AfterEach
  void stop() throws Exception {
    for (RawWebSocket client : clients) {
      client.close();
    }
    threads.shutdownNow();
    server.close();
  }

  private RawWebSocket join(String topic) throws Exception {
    RawWebSocket client = type.join(server, directory, topic);
    clients.add(client);
    client.readAt(BYTES_PER_SECOND);
    return client;
  }

  // Directly after the join: a heartbeat may arrive at any time.
  private static RawWebSocket heartbeat(RawWebSocket client) throws Exception {
    return client.sendText("[null,\"9\",\"phoenix\",\"heartbeat\",{}]");
  }

  @Test
  void twoMegabytesPushedOnJoinArriveCompletely() throws Exception {
    RawWebSocket client = heartbeat(join("large:1"));

    assertThat(ConnectionType.receiveWhole(client)).isGreaterThan(PUSHED / 4 * 3);
    assertThat(ConnectionType.receiveWhole(client)).isPositive();

    assertThat(server.metrics().joined()).isEqualTo(1);
    assertThat(server.metrics().overloaded()).isZero();
    assertThat(server.metrics().open()).isEqualTo(1);
  }

  @Test
  void clientsJoinARoomWithThousandsOfPresences() throws Exception {
    RawWebSocket filler = type.join(server, directory, "filler:1");
    clients.add(filler);
    filler.sendText("[\"1\",\"2\",\"filler:1\",\"fill\",{}]");
    eventually(() -> assertThat(presence.count("crowd:1")).isEqualTo(PRESENCES));
    assertThat(presence.list("crowd:1").payload().json().toString().length())
        .isGreaterThan(STATE_BYTES);

    List<Future<Integer>> joins = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawWebSocket client = heartbeat(join("crowd:1"));
      joins.add(threads.submit(() -> receiveState(client)));
    }
    for (Future<Integer> join : joins) {
      assertThat(join.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(PRESENCES);
    }

    assertThat(server.metrics().joined()).isEqualTo(CLIENTS + 1);
    assertThat(server.metrics().overloaded()).isZero();
    assertThat(server.metrics().open()).isEqualTo(CLIENTS + 1);
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
  }

  /** Reads the state and all frames up to the heartbeat's reply. */
  private int receiveState(RawWebSocket client) throws Exception {
    if (type == ConnectionType.COMPRESSED) {
      ConnectionType.receiveWhole(client);
      ConnectionType.receiveWhole(client);
      return PRESENCES;
    }
    int present = 0;
    for (boolean answered = false; present == 0 || !answered; ) {
      JsonNode message = JSON.readTree(client.receiveText());
      present =
          message.path(3).asText().equals("presence_state") ? message.path(4).size() : present;
      answered |= message.path(2).asText().equals("phoenix");
    }
    return present;
  }
}
