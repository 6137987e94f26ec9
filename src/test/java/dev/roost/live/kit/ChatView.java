package dev.roost.live.kit;

import dev.roost.live.LiveEvent;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.presence.Presence;
import dev.roost.presence.Present;
import dev.roost.serializer.Broadcast;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code /live/chat/:room}. */
final class ChatView extends LiveView {
  private static final Template<ChatView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <h2>{room}</h2>
          <div id="messages"><p :for={m in messages} :key={m.id} id="m{m.id}"><b>{m.author}</b>: {m.text}</p></div>
          <form id="new" phx-change="typing" phx-submit="message">
            <input id="content" name="message[content]" value={draft} phx-blur="stop_typing" placeholder="write your message here..." autocomplete="off">
            <button id="send" phx-disable-with="sending">submit</button>
          </form>
          <h3>Members</h3>
          <ul id="members"><li :for={u in members} :key={u.key}>{u.key}<span :if={u.last.typing} class="dots">...</span></li></ul>
          <button id="crash" phx-click="crash">crash</button>
          """);

  private final ChatRooms rooms;
  private final Presence presence;
  String room = "";
  String user = "";
  String draft = "";
  List<ChatRooms.Message> messages = List.of();
  List<Present<Meta>> members = List.of();

  record Meta(boolean typing) {}

  private record NewMessage(String content) {}

  ChatView(ChatRooms rooms, Presence presence) {
    this.rooms = rooms;
    this.presence = presence;
    on("typing", "message", NewMessage.class, this::typing);
    on("stop_typing", event -> typing(false));
    on("message", "message", NewMessage.class, this::say);
    on(
        "crash",
        event -> {
          throw new IllegalStateException("asked for");
        });
  }

  @Override
  protected void mount(Mount mount) {
    room = Objects.requireNonNull(mount.param("room"));
    String given = mount.param("user");
    user = given == null ? "guest" : given;
    title(room);
    subscribe(topic());
    track(presence, topic(), user, new Meta(false));
    messages = rooms.messages(room);
    members = presence.list(topic()).all(Meta.class);
  }

  private String topic() {
    return "chat:" + room;
  }

  private void typing(NewMessage message, LiveEvent event) {
    draft = message.content();
    typing(!draft.isEmpty());
  }

  private void typing(boolean typing) {
    trackOrUpdate(presence, topic(), user, new Meta(typing));
  }

  private void say(NewMessage message, LiveEvent event) {
    if (!message.content().isBlank()) {
      ChatRooms.Message said = rooms.add(room, user, message.content());
      messages = plus(messages, said);
      broadcastFrom(topic(), "message", said);
    }
    typing(false);
    draft = "";
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return List.copyOf(all);
  }

  @Override
  protected void handleBroadcast(Broadcast broadcast) {
    if (broadcast.event().equals("message")) {
      messages = plus(messages, broadcast.payload().decode(ChatRooms.Message.class));
    } else {
      members = presence.list(topic()).all(Meta.class);
    }
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
