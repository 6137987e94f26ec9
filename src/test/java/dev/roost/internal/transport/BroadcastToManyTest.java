package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Push;
import dev.roost.internal.session.ScriptedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broadcast to more clients than one flush batch. */
@Timeout(60)
class BroadcastToManyTest {
  private static final int MEMBERS = 100;

  /** After this many messages the server has flushed in the middle of one. */
  private static final int ENOUGH = 100;

  private final CountDownLatch handling = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  // The loop is busy here, so it detects the disconnects in the middle of the broadcast.
  private void tell(ScriptedChannel self, Push push) {
    handling.countDown();
    try {
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    self.sendBroadcast("news", push.payload());
  }

  @Test
  void disconnectsDuringABroadcastDoNotAffectOthers() throws Exception {
    try (RunningEndpoint server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("room:*", () -> new ScriptedChannel().onIn(this::tell)))) {
      List<RawWebSocket> members = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        members.add(server.join("room:a"));
      }
      for (int i = 0; i < ENOUGH; i++) {
        server.endpoint().broadcast("room:a", "first", Map.of());
        assertAllGet(members, "first");
      }

      RawWebSocket teller = members.get(MEMBERS - 1);
      teller.sendText("[\"1\",\"2\",\"room:a\",\"tell\",{}]");
      assertThat(handling.await(20, TimeUnit.SECONDS)).isTrue();
      List<RawWebSocket> staying = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        if (i % 3 == 0 && i < MEMBERS - 1) {
          members.get(i).reset();
        } else {
          staying.add(members.get(i));
        }
      }
      gone.countDown();
      assertAllGet(staying, "news");
      eventually(() -> assertThat(server.metrics().open()).isEqualTo(staying.size()));
      server.endpoint().broadcast("room:a", "last", Map.of());
      assertAllGet(staying, "last");
      for (RawWebSocket client : staying) {
        client.close();
      }
    }
  }

  private static void assertAllGet(List<RawWebSocket> members, String event) throws Exception {
    for (RawWebSocket member : members) {
      assertThat(member.receiveText()).isEqualTo("[null,null,\"room:a\",\"" + event + "\",{}]");
    }
  }
}
