package dev.roost.rooms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Controls servers and reads the database for a test program, over HTTP:
 *
 * <ul>
 *   <li>{@code POST /servers/<index>/start}, {@code …/stop} and {@code …/kill}, answered on
 *       completion
 *   <li>{@code GET /responses/<id>}: the challenge's response from the database, as JSON
 *   <li>{@code GET /mails/last}: the text of the last mail that was sent, as JSON
 * </ul>
 */
public final class ServerControl implements AutoCloseable {
  private final HttpServer http;
  private final List<RoomsProcess> servers;
  private final String database;
  private final Supplier<Optional<String>> lastMail;

  /**
   * Starts it.
   *
   * @param servers may be empty
   * @param database the JDBC URL
   */
  public ServerControl(List<RoomsProcess> servers, String database) throws IOException {
    this(servers, database, Optional::empty);
  }

  /**
   * Starts it.
   *
   * @param servers may be empty
   * @param database the JDBC URL
   * @param lastMail the text of the last mail
   */
  public ServerControl(
      List<RoomsProcess> servers, String database, Supplier<Optional<String>> lastMail)
      throws IOException {
    this.servers = List.copyOf(servers);
    this.database = database;
    this.lastMail = lastMail;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    int status = 200;
    String answer;
    try {
      String[] path = exchange.getRequestURI().getPath().split("/", -1);
      answer =
          switch (exchange.getRequestMethod() + " " + path[1]) {
            case "POST servers" -> command(servers.get(Integer.parseInt(path[2])), path[3]);
            case "GET responses" -> response(Long.parseLong(path[2]));
            case "GET mails" -> Json.encode(lastMail.get().orElse(null));
            default -> throw new IllegalArgumentException("there is no such thing");
          };
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      status = 500;
      answer = Json.encode(e.toString());
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String command(RoomsProcess server, String command)
      throws IOException, InterruptedException {
    switch (command) {
      case "start" -> server.start();
      case "stop" -> server.stop();
      case "kill" -> server.kill();
      default -> throw new IllegalArgumentException("there is no command " + command);
    }
    return "true";
  }

  private String response(long id) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        PreparedStatement select =
            connection.prepareStatement("SELECT response FROM challenges WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? Json.encode(found.getString(1)) : "null";
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
