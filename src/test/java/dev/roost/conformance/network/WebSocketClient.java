package dev.roost.conformance.network;

import dev.roost.conformance.scenario.Inbox;
import dev.roost.conformance.scenario.Outgoing;
import dev.roost.conformance.scenario.Received;
import dev.roost.conformance.scenario.Received.Closed;
import dev.roost.conformance.scenario.ScenarioClient;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/** A WebSocket client with its own reader thread. */
final class WebSocketClient implements ScenarioClient {
  private static final int STATUS_BYTES = 2;

  private final HttpConnection connection;
  private final Inbox inbox = new Inbox();
  private boolean closeSent;

  private WebSocketClient(HttpConnection connection) {
    this.connection = connection;
  }

  /** The client on a connection whose upgrade was accepted. */
  static WebSocketClient start(HttpConnection connection) throws IOException {
    WebSocketClient client = new WebSocketClient(connection);
    InputStream in = connection.upgraded();
    Thread reader = new Thread(() -> client.listen(in), "websocket-client");
    reader.setDaemon(true);
    reader.start();
    return client;
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  // -- In

  private void listen(InputStream in) {
    Closed end;
    try {
      end = readUntilClose(new DataInputStream(in));
      awaitEnd(in);
    } catch (IOException e) {
      end = new Closed(Closed.ABNORMAL, e.toString());
    }
    dropConnection();
    inbox.arrive(end);
  }

  private Closed readUntilClose(DataInputStream in) throws IOException {
    MessageAssembly assembly = new MessageAssembly();
    while (true) {
      WireFrame frame = WireFrame.read(in);
      switch (frame.opcode()) {
        case WireFrame.PING -> write(WireFrame.whole(WireFrame.PONG, frame.payload()));
        case WireFrame.PONG -> inbox.arrive(new Received.Pong(frame.payload()));
        case WireFrame.CLOSE -> {
          return answerClose(frame.payload());
        }
        default -> assembly.add(frame).ifPresent(inbox::arrive);
      }
    }
  }

  private Closed answerClose(Buffer payload) {
    boolean hasCode = payload.length() >= STATUS_BYTES;
    int code = hasCode ? payload.getUnsignedShort(0) : Closed.NO_CODE;
    close(hasCode ? OptionalInt.of(code) : OptionalInt.empty());
    return new Closed(
        code, hasCode ? payload.getString(STATUS_BYTES, payload.length()) : "no code");
  }

  // After both close frames the server closes the TCP connection first, RFC 6455 section 7.1.1. If
  // it never does, the connection stays open.
  private static void awaitEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A reset ends the connection, too.
    }
  }

  // -- Out

  @Override
  public OptionalInt send(Outgoing message, int fragments) {
    switch (message.kind()) {
      case WIRE -> write(message.data());
      case PING -> write(WireFrame.whole(WireFrame.PING, message.data()));
      case TEXT -> write(WireFrame.TEXT, message.data(), fragments);
      case BINARY -> write(WireFrame.BINARY, message.data(), fragments);
    }
    return OptionalInt.empty();
  }

  private void write(int opcode, Buffer data, int fragments) {
    int size = Math.max(1, (data.length() + fragments - 1) / fragments);
    int at = 0;
    do {
      int end = Math.min(data.length(), at + size);
      write(
          new WireFrame(
              at == 0 ? opcode : WireFrame.CONTINUATION,
              end == data.length(),
              data.slice(at, end)));
      at = end;
    } while (at < data.length());
  }

  private void write(WireFrame frame) {
    write(frame.masked());
  }

  private synchronized void write(Buffer bytes) {
    try {
      connection.write(bytes);
    } catch (IOException e) {
      // The reader fails, too, and reports it to the inbox.
    }
  }

  @Override
  public synchronized void close(OptionalInt code) {
    if (!closeSent) {
      closeSent = true;
      Buffer payload = Buffer.buffer();
      code.ifPresent(payload::appendUnsignedShort);
      write(WireFrame.whole(WireFrame.CLOSE, payload));
    }
  }

  @Override
  public void dropConnection() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
