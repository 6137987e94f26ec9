package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parses the steps of a scenario and refuses members it would ignore. */
final class Steps {
  /** The kinds of steps by the member that identifies them. */
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("connect", kind(ConnectStep::new, "refused", "protocol", "within")),
          Map.entry(
              "send",
              kind(
                  SendStep::new,
                  "text",
                  "raw",
                  "hex",
                  "opcode",
                  "fragments",
                  "ping",
                  "wire",
                  "batch",
                  "answer")),
          Map.entry("recv", kind(ReceiveStep::new, "text", "raw", "hex", "pong", "within")),
          Map.entry("recv_any_order", kind(ReceiveAnyOrderStep::new, "texts", "within")),
          Map.entry("silence", kind(SilenceStep::new, "ms")),
          Map.entry("ignore", kind(IgnoreStep::new)),
          Map.entry("close", kind(CloseStep::new, "code", "abrupt")),
          Map.entry("closed", kind(ClosedStep::new, "code", "within")),
          Map.entry("wait", kind(WaitStep::new)),
          Map.entry("http", kind(HttpStep::new, "expect", "save", "within")),
          Map.entry("repeat", kind(RepeatStep::new, "as", "steps")));

  /** The parser and the further members of a kind of step. */
  private record Kind(Function<JsonNode, Step> read, Set<String> members) {}

  private Steps() {}

  private static Kind kind(Function<JsonNode, Step> read, String... members) {
    return new Kind(read, Set.of(members));
  }

  /**
   * Parses steps.
   *
   * @throws IllegalArgumentException on an unknown kind or member
   */
  static List<Step> read(JsonNode array) {
    List<Step> steps = new ArrayList<>();
    array.forEach(source -> steps.add(readOne(source)));
    return List.copyOf(steps);
  }

  private static Step readOne(JsonNode source) {
    for (Map.Entry<String, Kind> kind : KINDS.entrySet()) {
      if (source.has(kind.getKey())) {
        Set<String> unheeded = new HashSet<>();
        source.fieldNames().forEachRemaining(unheeded::add);
        unheeded.remove(kind.getKey());
        unheeded.removeAll(kind.getValue().members());
        if (unheeded.isEmpty()) {
          return kind.getValue().read().apply(source);
        }
      }
    }
    throw new IllegalArgumentException("unknown step " + source);
  }
}
