package dev.roost.processes;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A user that joins a room and a presence topic over a connection to one node, and reconnects when
 * it is lost. Runs on the event loop of the {@link SimulatedUsers}.
 */
final class Visitor {
  static final int NOWHERE = -1;

  private static final String PRESENCE = "presence:town";
  private static final long RETRY_MILLIS = 200;

  private final SimulatedUsers users;
  private final String name;
  private final String room;
  private final Deliveries deliveries;
  private int node = NOWHERE;
  private boolean wantsPresence;
  private @Nullable Visit visit;
  private int visits;

  Visitor(SimulatedUsers users, String name, String room, Deliveries deliveries) {
    this.users = users;
    this.name = name;
    this.room = room;
    this.deliveries = deliveries;
  }

  String name() {
    return name;
  }

  /** The node that it is connected to, or connects to. */
  int node() {
    return node;
  }

  boolean isPresent() {
    return visit != null && visit.present;
  }

  /** Whether it has reached its target state. */
  boolean isSettled() {
    return isPresent() == (wantsPresence && node != NOWHERE);
  }

  /** The presences it sees; null without a connection. */
  @Nullable PresenceView view() {
    return visit != null && visit.present ? visit.view : null;
  }

  /** Connects to another node. */
  void goTo(int toNode) {
    end();
    node = toNode;
    wantsPresence = true;
    begin();
  }

  void goAway() {
    end();
    node = NOWHERE;
  }

  /** Connects to another node when the current connection is lost. */
  void goToWhenLost(int toNode) {
    node = toNode;
  }

  /** Leaves the presence topic, but stays connected. */
  void leavePresence() {
    wantsPresence = false;
    if (visit != null && visit.client != null) {
      visit.present = false;
      visit.client.leave(PRESENCE);
    }
  }

  void joinPresence() {
    wantsPresence = true;
    if (visit != null && visit.client != null) {
      visit.joinPresence(visit.client);
    }
  }

  /** Broadcasts to the room, unless not connected. */
  void speak(@Nullable String text) {
    if (visit != null && visit.client != null && visit.inRoom && !visit.client.isStalled()) {
      visit.speak(visit.client, text);
    }
  }

  /** Requests the server's presence list. */
  CompletableFuture<JsonObject> list() {
    return visit == null || visit.client == null
        ? CompletableFuture.failedFuture(new IllegalStateException(name + " is not connected"))
        : visit.client.push(PRESENCE, "list", new JsonObject());
  }

  private void begin() {
    Visit begun = new Visit(node, name + "#" + ++visits);
    visit = begun;
    ChannelClient.connect(users.loop(), users.door(node), begun);
  }

  private void end() {
    Visit ended = visit;
    visit = null;
    if (ended != null && ended.client != null) {
      ended.client.close();
    }
  }

  /** One connection. */
  private final class Visit implements ChannelClient.Events {
    private final int at;
    private final String id;
    private final Map<String, Long> heard = new HashMap<>();
    private PresenceView view = new PresenceView();
    private @Nullable ChannelClient client;
    private boolean inRoom;
    private boolean present;
    private long spoken;

    Visit(int at, String id) {
      this.at = at;
      this.id = id;
    }

    @Override
    public void opened(ChannelClient opened) {
      if (visit != this) {
        opened.close();
        return;
      }
      client = opened;
      opened.join(room, new JsonObject()).thenRun(() -> inRoom = true);
      if (wantsPresence) {
        joinPresence(opened);
      }
    }

    void joinPresence(ChannelClient by) {
      PresenceView fresh = new PresenceView();
      view = fresh;
      by.join(PRESENCE, new JsonObject().put("key", name))
          .thenRun(() -> present = wantsPresence && view == fresh);
    }

    void speak(ChannelClient by, @Nullable String text) {
      by.cast(
          room,
          "new_msg",
          new JsonObject()
              .put("from", id)
              .put("node", at)
              .put("number", ++spoken)
              .put("at", System.nanoTime())
              .put("text", text));
    }

    @Override
    public void message(String topic, String event, JsonObject payload) {
      switch (event) {
        case "new_msg" ->
            deliveries.came(
                payload.getInteger("node"),
                at,
                heard,
                payload.getString("from"),
                payload.getLong("number"),
                payload.getLong("at"));
        case "presence_state" -> view.state(payload);
        case "presence_diff" -> {
          view.diff(payload);
          payload.getJsonObject("joins").fieldNames().forEach(key -> users.sighted(key, at));
        }
        // The channel ended because the server stops: the close of the connection follows.
        default -> present = false;
      }
    }

    @Override
    public void closed() {
      client = null;
      present = false;
      inRoom = false;
      if (visit == this) {
        users.later(RETRY_MILLIS, this::retry);
      }
    }

    private void retry() {
      if (visit == this) {
        visit = null;
        if (node != NOWHERE) {
          begin();
        }
      }
    }
  }
}
