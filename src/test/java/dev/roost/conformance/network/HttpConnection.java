package dev.roost.conformance.network;

import dev.roost.conformance.scenario.HttpAnswer;
import dev.roost.conformance.scenario.HttpCall;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A TCP connection for one HTTP/1.1 request, and for the stream after an upgrade. The JDK's client
 * does not send the headers of an upgrade.
 */
final class HttpConnection implements Closeable {
  private static final Set<String> HAVE_A_BODY = Set.of("POST", "PUT", "PATCH");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @param timeout the timeout of the connect and of each read
   */
  static HttpConnection open(InetSocketAddress address, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, Math.toIntExact(timeout.toMillis()));
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      return new HttpConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a request and reads the response; after an accepted upgrade, only its head. */
  HttpAnswer request(HttpCall call) throws IOException {
    write(call);
    HttpHead head = HttpHead.read(in);
    String body = new HttpBody(head, call.method()).read(in).toString(StandardCharsets.UTF_8);
    return new HttpAnswer(head.status(), head.headers(), body);
  }

  private void write(HttpCall call) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("host", "127.0.0.1:" + socket.getPort());
    headers.put("connection", "close");
    if (call.body() != null) {
      headers.put("content-length", String.valueOf(call.body().length()));
    } else if (HAVE_A_BODY.contains(call.method())) {
      headers.put("content-length", "0");
    }
    call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    StringBuilder head = new StringBuilder();
    head.append(call.method()).append(' ').append(call.path()).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    Buffer request = Buffer.buffer(head.append("\r\n").toString(), "ISO-8859-1");
    write(call.body() == null ? request : request.appendBuffer(call.body()));
  }

  /** Sends bytes as they are. */
  void write(Buffer bytes) throws IOException {
    out.write(bytes.getBytes());
    out.flush();
  }

  /** The stream after the head of an accepted upgrade, without a read timeout. */
  InputStream upgraded() throws IOException {
    socket.setSoTimeout(0);
    return in;
  }

  /** Closes the socket; a blocked read fails. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
