package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.RawSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** A server without channels, as in the documentation. */
final class EchoServer {
  static final class EchoSocket extends RawSocket {
    @Override
    public void handleText(String text) {
      push(text);
    }

    @Override
    public void handleBinary(Buffer bytes) {
      push(bytes);
    }
  }

  static Endpoint echo(Vertx vertx) {
    return Endpoint.create(vertx, new EndpointOptions())
        .rawSocket("/echo", s -> s.connect(ConnectHandler.acceptAll()).handler(EchoSocket::new));
  }

  private EchoServer() {}
}
