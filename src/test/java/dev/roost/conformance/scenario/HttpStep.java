package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roost.conformance.match.Alternatives;
import dev.roost.conformance.match.Comparison;
import dev.roost.conformance.match.Difference;
import dev.roost.conformance.match.ScenarioJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One HTTP request, its expected response, and the values to save from it. */
record HttpStep(JsonNode source) implements Step {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String ANY = "<any>";

  @Override
  public boolean needsNetwork() {
    return true;
  }

  @Override
  public void play(Stage stage) throws Exception {
    HttpCall call = call(stage);
    long began = System.nanoTime();
    HttpAnswer answer;
    try {
      answer = stage.server().request(call, TIMEOUT);
    } catch (IOException e) {
      throw new Mismatch("no answer").got(e.toString());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    JsonNode expected = stage.fill(source.required("expect"));
    compareHead(expected, answer);
    compareBody(expected, answer, stage);
    compareDuration(expected.path("took_ms"), took, stage.pace());
    save(answer, stage);
  }

  private HttpCall call(Stage stage) {
    JsonNode http = stage.fill(source.get("http"));
    String path =
        stage
            .variables()
            .fill(source.get("http").required("path").asText(), HttpStep::encodeForUri);
    return new HttpCall(
        http.path("method").asText("GET"),
        path,
        ClientSpec.strings(http.path("headers")),
        body(http));
  }

  private static @Nullable Buffer body(JsonNode http) {
    if (http.has("lines")) {
      StringJoiner lines = new StringJoiner("\n");
      http.get("lines").forEach(message -> lines.add(Outgoing.read(message).line()));
      return Buffer.buffer(lines.toString());
    }
    if (http.has("json")) {
      return Buffer.buffer(ScenarioJson.write(http.get("json")));
    }
    return http.has("body") ? Buffer.buffer(http.get("body").asText()) : null;
  }

  private static String encodeForUri(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void compareHead(JsonNode expected, HttpAnswer answer) {
    JsonNode status = expected.get("status");
    if (status != null && !Alternatives.allow(status, IntNode.valueOf(answer.status()))) {
      throw mismatch("HTTP status", status, String.valueOf(answer.status()));
    }
    Iterator<Map.Entry<String, JsonNode>> headers = expected.path("headers").fields();
    while (headers.hasNext()) {
      Map.Entry<String, JsonNode> header = headers.next();
      String got = answer.headers().get(header.getKey().toLowerCase(Locale.ROOT));
      JsonNode value = header.getValue();
      boolean right =
          value.asText().equals(ANY)
              ? got != null
              : Alternatives.allow(
                  value, got == null ? NullNode.getInstance() : TextNode.valueOf(got));
      if (!right) {
        throw mismatch("header " + header.getKey(), value, String.valueOf(got));
      }
    }
  }

  private static void compareBody(JsonNode expected, HttpAnswer answer, Stage stage) {
    if (expected.has("json")) {
      JsonNode json =
          ScenarioJson.parse(answer.text())
              .orElseThrow(() -> mismatch("body", expected.get("json"), answer.text()));
      Optional<Difference> found = Comparison.compare(expected.get("json"), json, stage.refs());
      if (found.isPresent()) {
        throw mismatch("body", expected.get("json"), answer.text()).at(found.get());
      }
    }
    if (expected.has("text") && !expected.get("text").asText().equals(answer.text())) {
      throw mismatch("body", expected.get("text"), answer.text());
    }
  }

  // The pace applies to the server's timeouts. The tolerance for a slow machine stays as recorded.
  private static void compareDuration(JsonNode range, Duration took, Pace pace) {
    if (!range.isArray()) {
      return;
    }
    long least = range.get(0).asLong();
    long leeway = range.get(1).asLong() - least;
    Duration shortest = pace.of(least);
    if (took.compareTo(shortest) < 0 || took.compareTo(shortest.plusMillis(leeway)) > 0) {
      throw mismatch("duration", range, took.toMillis() + " ms at " + pace);
    }
  }

  private void save(HttpAnswer answer, Stage stage) {
    Iterator<Map.Entry<String, JsonNode>> saved = source.path("save").fields();
    while (saved.hasNext()) {
      Map.Entry<String, JsonNode> save = saved.next();
      String pointer = "/" + save.getValue().asText().replace('.', '/');
      JsonNode value = ScenarioJson.parse(answer.text()).orElse(NullNode.getInstance()).at(pointer);
      if (value.isMissingNode()) {
        throw mismatch("body", save.getValue(), answer.text());
      }
      stage.variables().put(save.getKey(), value.asText());
    }
  }

  private static Mismatch mismatch(String what, JsonNode expected, String got) {
    return new Mismatch("another " + what).expected(ScenarioJson.write(expected)).got(got);
  }
}
