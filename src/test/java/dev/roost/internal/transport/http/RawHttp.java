package dev.roost.internal.transport.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP/1.1 client that sends any bytes, valid or not, and reads on demand. */
public final class RawHttp implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  /**
   * A response.
   *
   * @param headers the names in lower case
   */
  public record Response(int status, Map<String, String> headers, String body) {}

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1_024);
  }

  /** Opens a connection without sending anything. */
  public static RawHttp connect(int port) throws IOException {
    return connect(port, "127.0.0.1", 0);
  }

  /** Like {@link #connect(int)}, from a loopback address, with a receive buffer unless it is 0. */
  public static RawHttp connect(int port, String from, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    return new RawHttp(socket);
  }

  /** Sends raw text. */
  public RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Sends a complete request without a body. */
  public RawHttp get(String path, String... headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return send(request.append("\r\n").toString());
  }

  /** Reads a response with a content length. */
  public Response response() throws IOException {
    ResponseHead head = ResponseHead.read(in);
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("in the middle of a body");
    }
    return new Response(
        head.status(), head.headers(), new String(body, StandardCharsets.ISO_8859_1));
  }

  /** Reads up to the end of the connection and returns the text. */
  public String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        rest.write(b);
      }
    } catch (SocketException reset) {
      // A reset ends the connection, too.
    }
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  /** Resets the connection and discards unread bytes. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
