package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.SocketMount;
import dev.roost.cluster.Certificates;
import dev.roost.internal.transport.RawWebSocket.Received;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The kinds of WebSocket connections, for clients with small receive buffers. */
enum ConnectionType {
  TAKEN_OVER,
  PLAIN,
  COMPRESSED,
  TLS;

  private static final int RECEIVE_BUFFER = 1 << 14;

  /** Without it the kernel buffers megabytes for a client that does not read. */
  private static final int SEND_BUFFER = 1 << 16;

  private static final String URI = "/socket/websocket?vsn=2.0.0";

  /**
   * Starts an endpoint.
   *
   * @param directory for certificates
   */
  RunningEndpoint start(Path directory, EndpointOptions options, Consumer<SocketMount> describe)
      throws Exception {
    HttpServerOptions http = new HttpServerOptions().setSendBufferSize(SEND_BUFFER);
    if (this == TLS) {
      http.setSsl(true).setKeyCertOptions(new Certificates(directory).keys());
    }
    return RunningEndpoint.start(
        http,
        options.checkOrigin(OriginCheck.none()),
        socket -> {
          describe.accept(socket);
          socket.webSocket(
              webSocket ->
                  webSocket
                      .takeOver(this != PLAIN)
                      .compress(this == COMPRESSED)
                      .compressMaxBytes(Integer.MAX_VALUE));
        });
  }

  /** Connects and joins a topic. */
  RawWebSocket join(RunningEndpoint server, Path directory, String topic) throws Exception {
    RawWebSocket client =
        this == TLS
            ? RawWebSocket.connectSecurely(server.port(), RECEIVE_BUFFER, trust(directory))
            : RawWebSocket.connect(server.port(), RECEIVE_BUFFER);
    if (this == COMPRESSED) {
      RawWebSocket.open(client, URI, "Sec-WebSocket-Extensions: permessage-deflate");
    } else {
      RawWebSocket.open(client, URI);
    }
    client.sendText("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    client.receive();
    return client;
  }

  /** A text that does not compress well. */
  static String random(int length) {
    byte[] bytes = new byte[length / 4 * 3];
    new Random(1).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Reads a message, possibly fragmented. Returns its length on the wire. */
  static int receiveWhole(RawWebSocket client) throws IOException {
    int length = 0;
    Received frame;
    do {
      frame = client.receive();
      assertThat(frame.opcode()).isIn(RawWebSocket.TEXT, RawWebSocket.CONTINUATION);
      length += frame.payload().length();
    } while (!frame.fin());
    return length;
  }

  /** Trusts the certificate of a TLS server that was started with this directory. */
  static SSLContext trust(Path directory) throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    try (InputStream in = Files.newInputStream(directory.resolve("trust.jks"))) {
      store.load(in, null);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
