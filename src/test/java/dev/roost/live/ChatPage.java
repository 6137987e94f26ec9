package dev.roost.live;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** The state and template of a chat view, for benchmarks. */
final class ChatPage {
  static final Template<ChatPage> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <h2>{room}</h2>
          <div id="messages">
            <p :for={m in messages} :key={m.id} id="m{m.id}"><b>{m.author}</b>: {m.text}</p>
          </div>
          <form id="new" phx-change="typing" phx-submit="message">
            <input id="content" name="message[content]" value={draft} phx-blur="stop_typing"
              placeholder="write your message here..." autocomplete="off">
            <button id="send" phx-disable-with="sending">submit</button>
          </form>
          <h3>Members</h3>
          <ul id="members">
            <li :for={u in members} :key={u.name}>{u.name}<span :if={u.typing} class="dots">...</span></li>
          </ul>
          """);

  record Message(int id, String author, String text) {}

  record Member(String name, boolean typing) {}

  final String room;
  String draft = "";
  List<Message> messages = List.of();
  List<Member> members = List.of();

  /** Creates a chat with its own messages and texts. */
  ChatPage(String room, int messageCount, int memberCount) {
    this.room = room;
    List<Message> some = new ArrayList<>();
    for (int i = 0; i < messageCount; i++) {
      some.add(new Message(1000 + i, "author " + i % 7, room + " message number " + i));
    }
    messages = List.copyOf(some);
    members = members(memberCount, -1);
  }

  /** New members; one of them is typing. */
  static List<Member> members(int count, int typing) {
    List<Member> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(new Member("member " + i, i == typing));
    }
    return List.copyOf(some);
  }
}
