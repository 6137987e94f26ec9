package dev.roost.warmup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client of the warm-up: as much of RFC 6455 as it takes to talk to this server. It blocks and
 * uses the JDK's sockets, so that it leaves no traces in the profiles that the JVM makes of Netty.
 */
final class LoopbackClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int BUFFER_BYTES = 2_048;

  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final int MASKED = 0x80;
  private static final int IN_TWO_BYTES = 126;
  private static final int IN_EIGHT_BYTES = 127;

  /** The example of RFC 6455 section 5.7. The server does not know that it is always the same. */
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** Connects and sends the upgrade request. */
  LoopbackClient(InetAddress host, int port, String path) throws IOException {
    socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
      out = socket.getOutputStream();
      out.write(
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
    String status = readLine();
    if (!status.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("expected status 101, found: " + status);
    }
    while (!readLine().isEmpty()) {
      // The next header.
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Adds a message to what {@link #send} sends. */
  LoopbackClient text(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    pending.write(FINAL_TEXT);
    if (content.length < IN_TWO_BYTES) {
      pending.write(MASKED | content.length);
    } else {
      pending.write(MASKED | IN_TWO_BYTES);
      pending.write(content.length >> 8);
      pending.write(content.length);
    }
    pending.writeBytes(MASK);
    for (int i = 0; i < content.length; i++) {
      pending.write(content[i] ^ MASK[i % MASK.length]);
    }
    return this;
  }

  /** Sends all messages that were added since the last call, in one write. */
  void send() throws IOException {
    pending.writeTo(out);
    pending.reset();
  }

  /** Reads messages up to the first one that contains the text. */
  void awaitText(String part) throws IOException {
    while (!new String(readFrame(), StandardCharsets.UTF_8).contains(part)) {
      // The next one.
    }
  }

  private byte[] readFrame() throws IOException {
    int opcode = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == IN_TWO_BYTES) {
      length = in.readUnsignedShort();
    } else if (length == IN_EIGHT_BYTES) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] content = in.readNBytes(length);
    if (opcode == FINAL_CLOSE || content.length < length) {
      throw new EOFException("the server closed the connection");
    }
    return content;
  }

  /** Sends a close frame with 1000. */
  void sendClose() throws IOException {
    out.write(
        new byte[] {
          (byte) FINAL_CLOSE, (byte) (MASKED | 2), 0, 0, 0, 0, (byte) (1000 >> 8), (byte) 1000
        });
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
