package dev.roost.warmup;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One round of the warm-up: clients that connect at once, join topics, push, broadcast, leave and
 * close. Each step waits for the answers to all of them.
 */
final class LoopbackRound {
  static final String PATH = "/warm_up";

  private static final int CLIENTS = 48;
  private static final int TOPICS = 16;

  /** So many pushes arrive in one read. */
  private static final int BATCH = 4;

  private static final String PAYLOAD = "{\"number\":1,\"text\":\"warm-up\"}";

  private final InetAddress host;
  private final int port;
  private final List<LoopbackClient> clients = new ArrayList<>(CLIENTS);
  private int lastRef;

  LoopbackRound(InetAddress host, int port) {
    this.host = host;
    this.port = port;
  }

  private interface Step {
    void run(LoopbackClient client, int number) throws IOException;
  }

  /**
   * Runs the steps.
   *
   * @param full whether clients do more than connect, join, and push once, which is most of what
   *     happens after a start
   * @return how many clients connected
   */
  int run(boolean full) throws IOException {
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new LoopbackClient(host, port, PATH));
      }
      each((client, number) -> client.awaitUpgrade());
      push("warm_up", "phx_join", "{}");
      push("warm_up", WarmUpChannel.ECHO, PAYLOAD);
      if (full) {
        batch();
        push("warm_up", WarmUpChannel.BROADCAST, PAYLOAD);
        push("warm_up_presence", "phx_join", "{\"key\":\"member\"}");
        push("warm_up_presence", "phx_leave", "{}");
        push("warm_up", "phx_leave", "{}");
      }
      byte[] close = new ClientFrames().close().bytes();
      each((client, number) -> client.send(close));
      return clients.size();
    } finally {
      for (LoopbackClient client : clients) {
        client.close();
      }
    }
  }

  private void each(Step step) throws IOException {
    for (int i = 0; i < clients.size(); i++) {
      step.run(clients.get(i), i);
    }
  }

  // A heartbeat follows: when it is answered, so is all before it.
  private void push(String topics, String event, String payload) throws IOException {
    int ref = ++lastRef;
    int heartbeat = ++lastRef;
    List<byte[]> frames =
        ofTopics(
            topic ->
                new ClientFrames()
                    .text(message(ref, topics + ":" + topic, event, payload))
                    .text("[null,\"" + heartbeat + "\",\"phoenix\",\"heartbeat\",{}]"));
    each((client, number) -> client.send(frames.get(number % TOPICS)));
    each((client, number) -> client.await("[null,\"" + heartbeat + "\""));
  }

  private void batch() throws IOException {
    int first = lastRef + 1;
    lastRef += BATCH;
    List<byte[]> frames =
        ofTopics(
            topic -> {
              ClientFrames pushes = new ClientFrames();
              for (int ref = first; ref <= lastRef; ref++) {
                pushes.text(message(ref, "warm_up:" + topic, WarmUpChannel.ECHO, "{}"));
              }
              return pushes;
            });
    each((client, number) -> client.send(frames.get(number % TOPICS)));
    each((client, number) -> client.await("\"" + lastRef + "\",\"warm_up:"));
  }

  // The clients of a topic send the same.
  private static List<byte[]> ofTopics(IntFunction<ClientFrames> frames) {
    return IntStream.range(0, TOPICS).mapToObj(frames).map(ClientFrames::bytes).toList();
  }

  // The first message of a client is its join; the same reference does for both of its channels.
  private static String message(int ref, String topic, String event, String payload) {
    return "[\"1\",\"" + ref + "\",\"" + topic + "\",\"" + event + "\"," + payload + "]";
  }
}
