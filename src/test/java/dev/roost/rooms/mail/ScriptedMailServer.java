package dev.roost.rooms.mail;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that takes all mails, or answers nothing at all, and keeps the lines that it got.
 */
final class ScriptedMailServer {
  private final NetServer server;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final boolean offersStartTls;
  private volatile boolean answers = true;
  private volatile boolean takesMails = true;

  /**
   * A server on 127.0.0.1.
   *
   * @param keys for TLS from the first byte, or for STARTTLS
   */
  ScriptedMailServer(Vertx vertx, KeyCertOptions keys, boolean tls, boolean offersStartTls) {
    this.offersStartTls = offersStartTls;
    server =
        vertx
            .createNetServer(
                new NetServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(tls)
                    .setKeyCertOptions(keys))
            .connectHandler(this::serve)
            .listen()
            .await();
  }

  int port() {
    return server.actualPort();
  }

  /** What clients sent, line by line. */
  List<String> lines() {
    return lines;
  }

  /** From now on, new connections get no answer. */
  void fallSilent() {
    answers = false;
  }

  /** From now on, it takes mails or refuses them. */
  void takeMails(boolean takes) {
    takesMails = takes;
  }

  private void serve(NetSocket socket) {
    lines.add("<connected>");
    if (!answers) {
      return;
    }
    socket.handler(
        RecordParser.newDelimited("\r\n", line -> answer(socket, line.toString("UTF-8"))));
    socket.write("220 ready\r\n");
  }

  private void answer(NetSocket socket, String line) {
    lines.add(line);
    switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
      case "EHLO" ->
          socket.write(
              "250-localhost\r\n"
                  + (offersStartTls && !socket.isSsl() ? "250-STARTTLS\r\n" : "")
                  + "250-SMTPUTF8\r\n250 AUTH PLAIN\r\n");
      case "STARTTLS" -> startTls(socket);
      case "AUTH" -> socket.write("235 welcome\r\n");
      case "MAIL", "RSET", "." -> socket.write("250 ok\r\n");
      case "RCPT" -> socket.write(takesMails ? "250 ok\r\n" : "550 no such user\r\n");
      case "DATA" -> socket.write("354 go on\r\n");
      case "QUIT" -> socket.end();
      default -> {
        // A line of a mail.
      }
    }
  }

  private static void startTls(NetSocket socket) {
    socket.upgradeToSsl(Buffer.buffer("220 go on\r\n")).onFailure(failure -> socket.close());
  }
}
