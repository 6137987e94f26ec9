package dev.roost.rooms.sessions;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing out at one server ends the session at the others. */
class SignOutOnAllServersTest {
  private static List<Vertx> buses;
  private static RunningRooms one;
  private static RunningRooms other;

  @BeforeAll
  static void start(@TempDir Path data) {
    buses = ClusterNodes.startBuses(2);
    Map<String, String> environment = new HashMap<>(TestDatabase.POSTGRES.environment());
    environment.put("ROOST_CLUSTER_ENABLED", "true");
    environment.put("ROOST_SESSIONS_CHECK_SECONDS", "1");
    one = RunningRooms.start(buses.get(0), data, environment);
    other = RunningRooms.start(buses.get(1), data, environment);
  }

  @AfterAll
  static void stop() {
    ClusterNodes.stopBuses(buses);
  }

  @Test
  void closesConnectionsOfTheOtherServerAndRefusesTheToken() throws Exception {
    String token = one.signIn("moebi@email.com");
    PhoenixClient elsewhere = connectToOther(token);
    assertThat(currentUserAtOther(token)).isEqualTo(200);

    assertThat(one.http("DELETE", "/api/v1/sessions", token, null).statusCode()).isEqualTo(200);

    assertThat(elsewhere.closeCode()).isEqualTo((short) 1001);
    eventually(() -> assertThat(currentUserAtOther(token)).isEqualTo(403));
    assertThat(PhoenixClient.statusOfRefusal(() -> connectToOther(token))).isEqualTo(403);
  }

  @Test
  void aServerThatMissedTheMessageFindsTheEndInTheDatabase() throws Exception {
    String token = one.signIn("ann@email.com");
    PhoenixClient elsewhere = connectToOther(token);
    assertThat(currentUserAtOther(token)).isEqualTo(200);

    Database database = Database.open(buses.get(0), one.settings().database()).await();
    int ended =
        new Statement("UPDATE sessions SET ended_at = #{now} WHERE user_id = 2")
            .change(database, Map.of("now", System.currentTimeMillis()))
            .await();

    assertThat(ended).isEqualTo(1);
    assertThat(elsewhere.closeCode()).isEqualTo((short) 1001);
    eventually(() -> assertThat(currentUserAtOther(token)).isEqualTo(403));
  }

  private static PhoenixClient connectToOther(String token) {
    return PhoenixClient.connect(buses.get(1), other.port(), "token=" + token);
  }

  private static int currentUserAtOther(String token) {
    return other.http("GET", "/api/v1/current_user", token, null).statusCode();
  }
}
