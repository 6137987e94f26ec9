package dev.roost.warmup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client of the warm-up: as much of RFC 6455 as it takes to talk to this server. It blocks and
 * uses the JDK's sockets, so that it leaves no traces in the profiles that the JVM makes of Netty.
 * It handles whole arrays, not bytes: code that runs often would be compiled before the engine.
 */
final class LoopbackClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int BUFFER_BYTES = 4_096;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Connects and sends the upgrade request. */
  LoopbackClient(InetAddress host, int port, String path) throws IOException {
    socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      in = socket.getInputStream();
      out = socket.getOutputStream();
      send(
          upgradeRequest(host.getHostAddress() + ":" + port, path)
              .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  // The key is that of RFC 6455 section 1.3.
  private static String upgradeRequest(String host, String path) {
    return """
    GET %s/websocket?vsn=2.0.0 HTTP/1.1
    Host: %s
    Origin: http://%s
    Connection: Upgrade
    Upgrade: websocket
    Sec-WebSocket-Version: 13
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

    """
        .formatted(path, host, host)
        .replace("\n", "\r\n");
  }

  /** Waits for the answer to the upgrade request. */
  void awaitUpgrade() throws IOException {
    String answer = await("\r\n\r\n");
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("expected status 101, found: " + answer);
    }
  }

  /**
   * Waits until the server has sent a text, which may be part of a message.
   *
   * @return all that was received since the last wait
   */
  String await(String part) throws IOException {
    String received = "";
    while (!received.contains(part)) {
      int length = in.read(buffer);
      if (length < 0) {
        throw new EOFException("the server closed the connection");
      }
      received += new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }
    return received;
  }

  /** Sends frames of {@link ClientFrames}. */
  void send(byte[] frames) throws IOException {
    out.write(frames);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
