package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.conformance.match.ByteNotation;
import dev.roost.conformance.match.ScenarioJson;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/**
 * A message from a client.
 *
 * @param kind the kind of frame
 * @param data its content; a text need not be UTF-8
 */
public record Outgoing(Kind kind, Buffer data) {

  /** The kinds of messages. */
  public enum Kind {
    /** A text message. */
    TEXT,
    /** A binary message. */
    BINARY,
    /** A WebSocket ping. */
    PING,
    /** Raw bytes without a frame. */
    WIRE
  }

  static Outgoing read(JsonNode filled) {
    if (filled.has("wire")) {
      return new Outgoing(Kind.WIRE, ByteNotation.parse(filled.get("wire").asText()));
    }
    if (filled.has("ping")) {
      return new Outgoing(Kind.PING, ByteNotation.parse(filled.get("ping").asText()));
    }
    if (filled.has("hex")) {
      return new Outgoing(
          kind(filled, Kind.BINARY), ByteNotation.parse(filled.get("hex").asText()));
    }
    String text =
        filled.has("raw")
            ? filled.get("raw").asText()
            : ScenarioJson.write(filled.required("text"));
    return new Outgoing(kind(filled, Kind.TEXT), Buffer.buffer(text));
  }

  private static Kind kind(JsonNode filled, Kind usual) {
    return switch (filled.path("opcode").asText("")) {
      case "" -> usual;
      case "text" -> Kind.TEXT;
      case "binary" -> Kind.BINARY;
      default -> throw new IllegalArgumentException("unknown opcode " + filled.get("opcode"));
    };
  }

  /** The message as a line of a long-poll request, base64 if binary. */
  public String line() {
    return kind == Kind.BINARY
        ? Base64.getEncoder().encodeToString(data.getBytes())
        : data.toString();
  }
}
