package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a server with the embedded database while clients edit. */
@Timeout(180)
class KilledServerTest {
  private static final int KILLS = 2;
  private static final int EDITS = 100;
  private static final List<Integer> CHALLENGES = List.of(1, 2, 3);

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    threads.shutdownNow();
    vertx.close().await();
  }

  /** Edits until the server is killed; returns the last acknowledged version. */
  private int edit(RoomsProcess server, int challenge, int from, Runnable acknowledged) {
    PhoenixClient client = connect(server);
    String topic = "challenges:" + challenge;
    client.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}");
    int version = from;
    while (true) {
      String change = version == 0 ? "[[0,\"x\"]]" : "[" + version + ",[0,\"x\"]]";
      PhoenixClient.Received reply =
          client.askWhileOpen(
              topic,
              "document:push",
              "{\"version\":%d,\"updates\":[{\"client_id\":\"a\",\"changes\":%s}]}"
                  .formatted(version, change));
      if (reply == null) {
        return version;
      }
      assertThat(reply.status()).isEqualTo("ok");
      version++;
      acknowledged.run();
    }
  }

  private PhoenixClient connect(RoomsProcess server) {
    return PhoenixClient.connect(vertx, server.port(), "token=" + RunningRooms.token(1));
  }

  private int version(RoomsProcess server, int challenge) {
    return new JsonObject(
            connect(server)
                .ask("challenges:" + challenge, "phx_join", "{\"collab\":{\"version\":-1}}")
                .response())
        .getJsonObject("document")
        .getInteger("version");
  }

  @Test
  void killedServerKeepsAcknowledgedEdits() throws Exception {
    try (RoomsProcess server = new RoomsProcess(folder, Map.of())) {
      List<Integer> versions = new ArrayList<>(List.of(0, 0, 0));
      server.start();
      for (int kill = 0; kill < KILLS; kill++) {
        CountDownLatch enough = new CountDownLatch(EDITS);
        List<CompletableFuture<Integer>> edits = new ArrayList<>();
        for (int i = 0; i < CHALLENGES.size(); i++) {
          int challenge = CHALLENGES.get(i);
          int from = versions.get(i);
          edits.add(
              CompletableFuture.supplyAsync(
                  () -> edit(server, challenge, from, enough::countDown), threads));
        }
        assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        server.kill();
        List<Integer> acknowledged = edits.stream().map(CompletableFuture::join).toList();

        server.start();
        for (int i = 0; i < CHALLENGES.size(); i++) {
          int stored = version(server, CHALLENGES.get(i));
          // One more edit may be stored, whose reply was lost with the connection.
          assertThat(stored).isBetween(acknowledged.get(i), acknowledged.get(i) + 1);
          versions.set(i, stored);
        }
      }
      server.stop();
      assertThat(server.errors()).isEmpty();
    }
  }

  @Test
  void otherServerOfTheDirectoryContinues() throws Exception {
    List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
    try (RoomsProcess first = new RoomsProcess(folder, RoomsProcess.cluster(ports, 0));
        RoomsProcess second = new RoomsProcess(folder, RoomsProcess.cluster(ports, 1))) {
      first.start();
      second.start();
      CountDownLatch before = new CountDownLatch(EDITS);
      AtomicReference<CountDownLatch> latch = new AtomicReference<>(before);
      CompletableFuture<Integer> killed =
          CompletableFuture.supplyAsync(() -> edit(first, 1, 0, () -> {}), threads);
      CompletableFuture<Integer> stopped =
          CompletableFuture.supplyAsync(
              () -> edit(second, 2, 0, () -> latch.get().countDown()), threads);
      assertThat(before.await(60, TimeUnit.SECONDS)).isTrue();

      first.kill();
      int acknowledged = killed.join();
      CountDownLatch after = new CountDownLatch(EDITS);
      latch.set(after);
      assertThat(after.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(version(second, 1)).isBetween(acknowledged, acknowledged + 1);
      first.start();
      second.kill();
      int acknowledgedBySecond = stopped.join();
      assertThat(version(first, 2)).isBetween(acknowledgedBySecond, acknowledgedBySecond + 1);
      assertThat(version(first, 1)).isBetween(acknowledged, acknowledged + 1);
    }
  }
}
