package dev.roost.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.ChannelEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Changes of one kind to one table; all interested clients share one topic.
 *
 * @param event {@code INSERT}, {@code UPDATE}, {@code DELETE}, or {@code *} for all
 */
record TableChanges(String schema, String table, String event) {

  /** The changes that a client asks for. */
  static TableChanges of(JsonNode binding) {
    return new TableChanges(
        binding.path("schema").asText(),
        binding.path("table").asText(),
        binding.path("event").asText());
  }

  /** The id by which a client finds its handlers. */
  int id() {
    return Objects.hash(schema, table, event) & Integer.MAX_VALUE;
  }

  String topic() {
    return "changes:" + schema + ":" + table + ":" + event;
  }

  /** Broadcasts a new row. */
  static void inserted(ChannelEndpoint endpoint, String table, Map<String, ?> row) {
    for (String event : List.of("INSERT", "*")) {
      TableChanges changes = new TableChanges("public", table, event);
      endpoint.broadcast(
          changes.topic(),
          "postgres_changes",
          Map.of("ids", List.of(changes.id()), "data", insert(table, row)));
    }
  }

  private static Map<String, ?> insert(String table, Map<String, ?> row) {
    List<Map<String, String>> columns =
        row.keySet().stream().map(name -> Map.of("name", name, "type", "text")).toList();
    return Map.of(
        "schema",
        "public",
        "table",
        table,
        "type",
        "INSERT",
        "commit_timestamp",
        "2026-01-01T00:00:00Z",
        "columns",
        columns,
        "record",
        row,
        "errors",
        List.of());
  }
}
