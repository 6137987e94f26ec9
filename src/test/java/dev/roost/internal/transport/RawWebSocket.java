package dev.roost.internal.transport;

import dev.roost.internal.transport.http.ResponseHead;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * A WebSocket client under full control of the test: it sends any bytes, valid or not, and reads
 * only on demand.
 */
public final class RawWebSocket implements AutoCloseable {
  /** The opcode of a further fragment. */
  public static final int CONTINUATION = 0;

  /** The opcode of a text frame. */
  public static final int TEXT = 1;

  /** The opcode of a binary frame. */
  public static final int BINARY = 2;

  /** The opcode of a close frame. */
  public static final int CLOSE = 8;

  /** The opcode of a ping frame. */
  public static final int PING = 9;

  /** The opcode of a pong frame. */
  public static final int PONG = 10;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {1, 2, 3, 4};
  private static final int TIMEOUT_MILLIS = 15_000;

  private final Socket socket;
  private final ThrottledInput throttled;
  private final DataInputStream in;

  /**
   * The status line and headers of an HTTP response.
   *
   * @param headers the names in lower case
   */
  public record Answer(int status, Map<String, String> headers) {}

  /** A frame from the server. */
  public record Received(boolean fin, boolean rsv1, int opcode, Buffer payload) {
    /** The payload as text. */
    public String text() {
      return payload.toString(StandardCharsets.UTF_8);
    }

    /** The code in a close frame. */
    public int closeCode() {
      return payload.getUnsignedShort(0);
    }
  }

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.throttled = new ThrottledInput(socket.getInputStream());
    this.in = new DataInputStream(new BufferedInputStream(throttled, 4_096));
  }

  /** Opens a connection without sending anything. */
  public static RawWebSocket connect(int port) throws IOException {
    return connect(port, 0);
  }

  /** Like {@link #connect(int)}, with a small receive buffer unless it is 0. */
  public static RawWebSocket connect(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawWebSocket(socket);
  }

  /** Opens a TLS connection like {@link #connect(int, int)}. */
  static RawWebSocket connectSecurely(int port, int receiveBuffer, SSLContext trust)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Socket secure = trust.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
    secure.setSoTimeout(TIMEOUT_MILLIS);
    return new RawWebSocket(secure);
  }

  /** Opens a connection and upgrades it. */
  public static RawWebSocket open(int port, String uri, String... headers) throws IOException {
    return open(connect(port), uri, headers);
  }

  /** Like {@link #open(int, String, String...)}, on an existing connection. */
  public static RawWebSocket open(RawWebSocket webSocket, String uri, String... headers)
      throws IOException {
    Answer answer = webSocket.upgrade(uri, headers);
    if (answer.status() != 101) {
      webSocket.close();
      throw new IOException("the server answered " + answer);
    }
    return webSocket;
  }

  /** Sends a valid upgrade request, with further headers such as {@code Origin: null}. */
  public Answer upgrade(String uri, String... headers) throws IOException {
    sendUpgrade(uri, headers);
    return answer();
  }

  /** Like {@link #upgrade}, without waiting for the response. */
  public void sendUpgrade(String uri, String... headers) throws IOException {
    sendRaw(upgradeRequest(uri, headers));
  }

  /** Sends a valid upgrade request and a message in one packet. */
  public void sendUpgradeAndText(String uri, String text) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(upgradeRequest(uri));
    both.writeBytes(frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8)));
    sendRaw(both.toByteArray());
  }

  private byte[] upgradeRequest(String uri, String... headers) {
    StringBuilder request = new StringBuilder();
    request
        .append("GET ")
        .append(uri)
        .append(" HTTP/1.1\r\nHost: localhost:")
        .append(socket.getPort())
        .append("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
        .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads a response up to the empty line after its headers. */
  public Answer answer() throws IOException {
    ResponseHead head = ResponseHead.read(in);
    return new Answer(head.status(), head.headers());
  }

  /** Sends a text message. */
  public RawWebSocket sendText(String text) throws IOException {
    return sendFrame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the same text repeatedly, until the server closes the connection. */
  public void sendTextUntilRefused(String text, int times) throws IOException {
    byte[] frame = frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < times; i++) {
      try {
        sendRaw(frame);
      } catch (SocketException refused) {
        return;
      }
    }
  }

  /** Sends a frame. */
  public RawWebSocket sendFrame(boolean fin, int opcode, byte[] payload) throws IOException {
    return sendRaw(frame((fin ? FINAL : 0) | opcode, payload));
  }

  /** Sends a close frame. */
  public RawWebSocket sendClose(int code) throws IOException {
    return sendFrame(true, CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }

  /** The bytes of a masked frame. */
  public static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write(first);
    if (payload.length < 126) {
      frame.write(MASKED | payload.length);
    } else if (payload.length <= 0xffff) {
      frame.write(MASKED | 126);
      writeNumber(frame, payload.length, 2);
    } else {
      frame.write(MASKED | 127);
      writeNumber(frame, payload.length, 8);
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i & 3]);
    }
    return frame.toByteArray();
  }

  private static void writeNumber(ByteArrayOutputStream out, long value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (value >> shift));
    }
  }

  /** Sends raw bytes. */
  public RawWebSocket sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Limits the read rate from now on, like a slow line; 0 for no limit. */
  public void readAt(int bytesPerSecond) {
    throttled.rate(bytesPerSecond);
  }

  /** Reads a frame. */
  public Received receive() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((second & MASKED) != 0) {
      throw new IOException("a server must not mask");
    }
    long length = second;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Received(
        (first & FINAL) != 0, (first & 0x40) != 0, first & 0x0f, Buffer.buffer(payload));
  }

  /** Reads one byte of a frame. The rest of the frame cannot be read afterwards. */
  public int receiveByte() throws IOException {
    return in.readUnsignedByte();
  }

  /** Reads a text message. */
  public String receiveText() throws IOException {
    Received frame = receive();
    if (frame.opcode() != TEXT) {
      throw new IOException("expected text and got " + frame.opcode());
    }
    return frame.text();
  }

  /** Reads up to the close frame, and returns its code. */
  public int receiveClose() throws IOException {
    Received frame = receive();
    while (frame.opcode() != CLOSE) {
      frame = receive();
    }
    return frame.closeCode();
  }

  /** Whether the server has closed the connection. Does not read frames. */
  public boolean isClosedByServer() {
    try {
      sendFrame(true, PONG, new byte[0]);
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  /** Reads up to the end of the connection, by a close or a reset. */
  public void receiveEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        // Ignore the remaining bytes.
      }
    } catch (EOFException | SocketException ended) {
      // A reset is an end, too.
    }
  }

  /** Expects that nothing arrives within the read timeout. */
  public void receiveNothing() throws IOException {
    in.mark(1);
    try {
      throw new IOException("expected nothing and got " + in.read());
    } catch (SocketTimeoutException nothing) {
      in.reset();
    }
  }

  /** Reads up to the end of the connection, by a close or a reset. */
  void receiveAll(Buffer into) throws IOException {
    byte[] bytes = new byte[4_096];
    try {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        into.appendBytes(bytes, 0, read);
      }
    } catch (SocketException ended) {
      // A reset.
    }
  }

  /** Shuts down the output. */
  void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Resets the connection and discards unread bytes. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Sets the read timeout. */
  public void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Closes the TCP connection without a close frame. */
  public void dropConnection() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
