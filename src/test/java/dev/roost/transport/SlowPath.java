package dev.roost.transport;

import dev.roost.endpoint.EndpointOptions;
import dev.roost.endpoint.RunningEndpoint;
import dev.roost.endpoint.SocketMount;
import dev.roost.endpoint.cluster.Certificates;
import io.vertx.core.http.HttpServerOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The ways from a session to its WebSocket client, for clients with small receive buffers. */
enum SlowPath {
  TAKEN_OVER,
  PLAIN,
  COMPRESSED,
  TLS;

  private static final int RECEIVE_BUFFER = 1 << 14;
  private static final String URI = "/socket/websocket?vsn=2.0.0";

  /**
   * Starts an endpoint.
   *
   * @param directory for certificates
   */
  RunningEndpoint start(Path directory, EndpointOptions options, Consumer<SocketMount> describe)
      throws Exception {
    HttpServerOptions http = new HttpServerOptions();
    if (this == TLS) {
      http.setSsl(true).setKeyCertOptions(new Certificates(directory).keys());
    }
    return RunningEndpoint.start(
        http,
        options.checkOrigin(OriginCheck.none()),
        socket -> {
          describe.accept(socket);
          socket.webSocket(
              webSocket -> webSocket.takeOver(this != PLAIN).compress(this == COMPRESSED));
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

  private static SSLContext trust(Path directory) throws Exception {
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
