package dev.roost.benchmark.blocking;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.concurrent.atomic.LongAdder;

/**
 * A client that keeps a number of messages in flight and sends the next on each reply. Replies must
 * arrive in order.
 */
final class LoadClient {
  private static final int JOIN_REF = 1;

  private final String topic;
  private final int inFlight;
  private final LongAdder answers;
  private final LongAdder disorders;
  private final Promise<Void> joined = Promise.promise();
  private final WebSocket socket;
  private int sent = JOIN_REF;
  private int answered = JOIN_REF;

  private LoadClient(
      WebSocket socket, String topic, int inFlight, LongAdder answers, LongAdder disorders) {
    this.socket = socket;
    this.topic = topic;
    this.inFlight = inFlight;
    this.answers = answers;
    this.disorders = disorders;
  }

  /** Connects and joins. */
  static Future<LoadClient> join(
      WebSocketClient client,
      int port,
      String topic,
      int inFlight,
      LongAdder answers,
      LongAdder disorders) {
    return client
        .connect(port, "127.0.0.1", "/socket/websocket?vsn=2.0.0")
        .compose(
            socket -> {
              LoadClient load = new LoadClient(socket, topic, inFlight, answers, disorders);
              socket.textMessageHandler(load::receive);
              load.send(JOIN_REF, "phx_join");
              return load.joined.future().map(load);
            });
  }

  /** Sends the first messages. */
  void start() {
    for (int i = 0; i < inFlight; i++) {
      send(++sent, "work");
    }
  }

  private void send(int ref, String event) {
    socket.writeTextMessage(
        "[\"1\",\"" + ref + "\",\"" + topic + "\",\"" + event + "\",{\"number\":" + ref + "}]");
  }

  // Such as ["1","17","sleep:3","phx_reply",{"status":"ok","response":{"number":17}}]
  private void receive(String text) {
    int start = text.indexOf(",\"") + 2;
    int ref = Integer.parseInt(text.substring(start, text.indexOf('"', start)));
    if (ref == JOIN_REF) {
      joined.complete();
      return;
    }
    answers.increment();
    answered++;
    if (ref != answered || !text.endsWith("{\"number\":" + ref + "}}]")) {
      disorders.increment();
    }
    send(++sent, "work");
  }
}
