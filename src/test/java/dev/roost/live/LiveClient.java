package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.internal.transport.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A live view client under full control of the test, over a real connection. */
final class LiveClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern TOKENS =
      Pattern.compile(
          "id=\"(phx-[^\"]+)\" data-phx-main data-phx-session=\"([^\"]+)\""
              + " data-phx-static=\"([^\"]+)\"");
  private static final int TIMEOUT_MILLIS = 30_000;

  private final RawWebSocket socket;
  private final List<JsonNode> frames = new ArrayList<>();
  private int refs;

  /**
   * A page loaded over HTTP.
   *
   * @param cookie of the visitor's session
   * @param session token
   * @param statics token
   */
  record Page(
      int port,
      String path,
      String cookie,
      String csrf,
      String id,
      String session,
      String statics) {
    /** Loads a page, as a new visitor if there is no cookie. */
    static Page load(int port, String path, String cookie) throws Exception {
      HttpResponse<String> answer = get(port, path, cookie);
      assertThat(answer.statusCode()).isEqualTo(200);
      Matcher tokens = TOKENS.matcher(answer.body());
      assertThat(tokens.find()).isTrue();
      String own =
          answer.headers().firstValue("set-cookie").map(set -> set.split(";", 2)[0]).orElse(cookie);
      String csrf = answer.body().split("\n", 2)[0];
      return new Page(port, path, own, csrf, tokens.group(1), tokens.group(2), tokens.group(3));
    }

    static HttpResponse<String> get(int port, String path, String cookie) throws Exception {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Cookie", cookie)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }

    String topic() {
      return "lv:" + id;
    }

    /** The payload of its join. */
    Map<String, Object> join() {
      Map<String, Object> join = new LinkedHashMap<>();
      join.put("url", "http://127.0.0.1:" + port + path);
      join.put("params", Map.of("_mounts", 0));
      join.put("session", session);
      join.put("static", statics);
      join.put("sticky", false);
      return join;
    }

    Map<String, Object> joinWith(String member, Object value) {
      Map<String, Object> join = join();
      join.put(member, value);
      return join;
    }

    LiveClient connect() throws IOException {
      return new LiveClient(
          RawWebSocket.open(
              port,
              "/live/websocket?vsn=2.0.0&_csrf_token="
                  + URLEncoder.encode(csrf, StandardCharsets.UTF_8),
              "Cookie: " + cookie));
    }

    /** Connects, and joins the view under ref 1. */
    LiveClient open() throws IOException {
      LiveClient client = connect();
      JsonNode reply = client.ask(null, topic(), "phx_join", join());
      assertThat(reply.path("status").asText()).describedAs(reply.toString()).isEqualTo("ok");
      return client;
    }
  }

  private LiveClient(RawWebSocket socket) throws IOException {
    this.socket = socket;
    socket.timeout(TIMEOUT_MILLIS);
  }

  String nextRef() {
    return String.valueOf(++refs);
  }

  /** Sends a message; a join has its own ref as the join's ref. */
  String send(String joinRef, String topic, String event, Object payload) throws IOException {
    String ref = nextRef();
    List<Object> frame = new ArrayList<>();
    frame.add(event.equals("phx_join") ? ref : joinRef);
    frame.add(ref);
    frame.add(topic);
    frame.add(event);
    frame.add(payload);
    socket.sendText(JSON.writeValueAsString(frame));
    return ref;
  }

  /** Sends a message and waits for its reply. */
  JsonNode ask(String joinRef, String topic, String event, Object payload) throws IOException {
    return reply(send(joinRef, topic, event, payload));
  }

  /** Sends a chunk of a file. */
  String sendChunk(String joinRef, String topic, byte[] content) throws IOException {
    String ref = nextRef();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    byte[][] header = {bytes(joinRef), bytes(ref), bytes(topic), bytes("chunk")};
    frame.write(0);
    for (byte[] part : header) {
      frame.write(part.length);
    }
    for (byte[] part : header) {
      frame.writeBytes(part);
    }
    frame.writeBytes(content);
    socket.sendFrame(true, RawWebSocket.BINARY, frame.toByteArray());
    return ref;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits for a reply. */
  JsonNode reply(String ref) throws IOException {
    return await(frame -> frame.path(1).asText().equals(ref) && event(frame).equals("phx_reply"))
        .path(4);
  }

  /** Waits for a message from the server. */
  JsonNode await(String topic, String event) throws IOException {
    return await(frame -> frame.path(2).asText().equals(topic) && event(frame).equals(event));
  }

  private JsonNode await(Predicate<JsonNode> wanted) throws IOException {
    for (JsonNode frame : frames) {
      if (wanted.test(frame)) {
        frames.remove(frame);
        return frame;
      }
    }
    while (true) {
      JsonNode frame = JSON.readTree(socket.receiveText());
      if (wanted.test(frame)) {
        return frame;
      }
      frames.add(frame);
    }
  }

  private static String event(JsonNode frame) {
    return frame.path(3).asText();
  }

  /** The messages that no call waited for, in order. */
  List<JsonNode> others() {
    return frames;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
