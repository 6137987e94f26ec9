package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param transport the transport it uses
 * @param params its query parameters, the version included
 * @param vsn the version by itself, or null if it sends none
 * @param headers further headers of its requests
 * @param subprotocols the subprotocols to offer, or null for those that its auth token needs
 * @param authToken its token, or null
 */
public record ClientSpec(
    Transport transport,
    List<Param> params,
    @Nullable String vsn,
    Map<String, String> headers,
    @Nullable List<String> subprotocols,
    @Nullable String authToken) {

  /** The transport of a client. */
  public enum Transport {
    /** WebSocket. */
    WEBSOCKET,
    /** Long-poll. */
    LONGPOLL
  }

  /** A query parameter. A name may come more than once. */
  public record Param(String name, String value) {}

  static ClientSpec read(JsonNode json) {
    String vsn = optional(json, "vsn");
    List<Param> params = params(json.path("params"));
    if (vsn != null) {
      params.removeIf(param -> param.name().equals("vsn"));
      params.add(new Param("vsn", vsn));
    }
    List<String> subprotocols = null;
    if (json.has("protocols")) {
      subprotocols = new ArrayList<>();
      for (JsonNode protocol : json.get("protocols")) {
        subprotocols.add(protocol.asText());
      }
    }
    return new ClientSpec(
        transport(json.path("transport").asText("websocket")),
        List.copyOf(params),
        vsn,
        strings(json.path("headers")),
        subprotocols,
        optional(json, "auth_token"));
  }

  private static Transport transport(String name) {
    return switch (name) {
      case "websocket" -> Transport.WEBSOCKET;
      case "longpoll" -> Transport.LONGPOLL;
      default -> throw new IllegalArgumentException("unknown transport " + name);
    };
  }

  private static List<Param> params(JsonNode json) {
    List<Param> params = new ArrayList<>();
    if (json.isArray()) {
      json.forEach(pair -> params.add(new Param(pair.get(0).asText(), pair.get(1).asText())));
    } else {
      strings(json).forEach((name, value) -> params.add(new Param(name, value)));
    }
    return params;
  }

  static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = object.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> member = i.next();
      strings.put(member.getKey(), member.getValue().asText());
    }
    return strings;
  }

  private static @Nullable String optional(JsonNode object, String name) {
    return object.has(name) ? object.get(name).asText() : null;
  }

  /** Whether only a transport can parse it: headers, and parameter names with brackets. */
  boolean needsNetwork() {
    return transport != Transport.WEBSOCKET
        || !headers.isEmpty()
        || subprotocols != null
        || authToken != null
        || params.stream().anyMatch(param -> param.name().contains("["));
  }
}
