package dev.roost.rooms.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.live.LiveEvent;
import dev.roost.live.Mount;
import dev.roost.live.StatusException;
import dev.roost.live.Template;
import dev.roost.presence.Presence;
import dev.roost.presence.Presences;
import dev.roost.rooms.access.Access;
import dev.roost.rooms.access.AccessEvents;
import dev.roost.rooms.access.Admission;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.access.RoomText;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.chats.Author;
import dev.roost.rooms.chats.Chat;
import dev.roost.rooms.chats.ChatMember;
import dev.roost.rooms.chats.ChatMessage;
import dev.roost.rooms.chats.ChatRooms;
import dev.roost.rooms.chats.MessageLog;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.MessageLength;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.rooms.users.Participant;
import dev.roost.rooms.users.UserColor;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandles;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /live/chats/:id}: a chat, in the room of {@link dev.roost.rooms.chats.ChatChannel}. Its
 * members are one list, and messages of one come to the other.
 */
final class ChatView extends AccountView {
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private static final Template<ChatView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <.bar paths={paths} name={user.firstName} csrfToken={csrfToken}/>
          <.notices flash={flash}/>
          <main class="talk" data-testid="talk">
            <header class="talk-head">
              <h1 data-testid="talk-title">{chat.roomName}</h1>
              <a href={paths.chats} data-phx-link="redirect" data-phx-link-state="push">All chats</a>
            </header>
            <section class="talk-main" aria-label="Messages">
              <div class="messages-frame live-messages" role="log">
                <ol class="messages">
                  <li :for={m in lines} :key={m.id} id="m{m.id}" class="message" data-mine={m.mine} data-testid="message">
                    <p class="message-head"><b class="message-author" style="--person: {m.color}" data-testid="message-author">{m.author}</b></p>
                    <p class="bubble" data-testid="message-text">{m.content}</p>
                  </li>
                </ol>
                <p :if={lines.isEmpty} class="messages-empty">No messages yet. Say hello!</p>
              </div>
              <form id="new-message" class="composer" phx-change="typing" phx-submit="message">
                <input id="message-input" name="message[content]" value={draft} phx-blur="stop_typing" placeholder="Write your message here…" aria-label="Message" autocomplete="off" data-testid="message-input">
                <button class="button primary" aria-label="Send" data-testid="send">↑</button>
              </form>
            </section>
            <aside class="talk-side">
              <h2 class="side-heading">Members <span class="count">{members.size}</span></h2>
              <ul class="people" data-testid="members">
                <li :for={p in members} :key={p.userId} class="person" data-typing={p.typing} data-testid="member">
                  <span class="person-name">{p.firstName} {p.lastName}</span>
                  <span :if={p.typing} class="quiet" data-testid="typing">…</span>
                </li>
              </ul>
            </aside>
          </main>
          """,
          Ui.class);

  private static final Participant.State PRESENT = new Participant.State(false, false);

  /** A message as the page shows it. */
  record Line(long id, String author, String color, String content, String mine) {}

  private record NewMessage(String content) {}

  private record ChangedMessage(ChatMessage message) {}

  private final ChatRooms rooms;
  private final RoomAccess access;
  private final Presence presence;
  private final RoomLimits limits;
  private final Budgets budgets;
  private final String origin = UUID.randomUUID().toString();
  private @Nullable String address;
  private String topic = "";
  private @Nullable Admission admission;
  private boolean typing;
  Chat chat = new Chat(0, "", MessageLog.EMPTY);
  List<Line> lines = List.of();
  List<ChatMember> members = List.of();
  String draft = "";

  ChatView(
      LivePaths paths,
      ChatRooms rooms,
      RoomAccess access,
      Presence presence,
      RoomLimits limits,
      Budgets budgets) {
    super(paths);
    this.rooms = rooms;
    this.access = access;
    this.presence = presence;
    this.limits = limits;
    this.budgets = budgets;
    on("typing", "message", NewMessage.class, this::typing);
    on("stop_typing", event -> setTyping(false));
    on("message", "message", NewMessage.class, this::post);
  }

  @Override
  protected void mount(Mount mount) {
    super.mount(mount);
    String id = String.valueOf(mount.param("id"));
    if (!ID.matcher(id).matches()) {
      throw StatusException.notFound();
    }
    ConnectInfo.PeerData peer = mount.connectInfo().peerData();
    address = peer == null ? null : peer.address();
    topic = ChatRooms.TOPIC_PREFIX + id;
    // Subscribe before the read: a message that comes in between is in both, and shown once.
    subscribe(topic);
    hold(
        access
            .find(Room.chat(Long.parseLong(id)), user.id())
            .compose(
                found -> {
                  Access own = found.filter(Access::canOpen).orElseThrow(StatusException::notFound);
                  admission = new Admission(user.id(), own);
                  return rooms.find(own.room().id());
                })
            .map(this::entered));
  }

  private Void entered(Optional<Chat> found) {
    show(found.orElseThrow(StatusException::notFound));
    title(chat.roomName());
    track(presence, topic, user.id(), ChatMember.of(user, PRESENT));
    members = members();
    return null;
  }

  private void show(Chat now) {
    chat = now;
    lines = now.messages().messages().stream().map(this::line).toList();
  }

  private Line line(ChatMessage message) {
    Author author = message.user();
    return new Line(
        message.id(),
        author.firstName(),
        UserColor.of(author.id()),
        message.content(),
        String.valueOf(author.id() == user.id()));
  }

  private List<ChatMember> members() {
    Presences present = presence.list(topic);
    return present.keys().stream()
        .map(key -> member(present, key))
        .sorted(Comparator.comparing(ChatMember::firstName).thenComparing(ChatMember::userId))
        .toList();
  }

  /** A person who is present twice is typing if they type in either place. */
  private static ChatMember member(Presences present, String key) {
    List<ChatMember> metas =
        present.metas(key).stream().map(meta -> meta.decode(ChatMember.class)).toList();
    return metas.stream().filter(ChatMember::typing).findFirst().orElse(metas.get(0));
  }

  private void typing(NewMessage message, LiveEvent event) {
    draft = message.content();
    setTyping(!draft.isEmpty());
  }

  private void setTyping(boolean now) {
    if (typing != now) {
      typing = now;
      trackOrUpdate(
          presence, topic, user.id(), ChatMember.of(user, new Participant.State(now, false)));
    }
  }

  private void post(NewMessage message, LiveEvent event) {
    String content = message.content();
    draft = content;
    setTyping(false);
    if (content.isBlank()) {
      draft = "";
      return;
    }
    Optional<String> refusal = Objects.requireNonNull(admission).access().participationRefusal();
    if (refusal.isPresent()) {
      putFlash(
          "error",
          refusal.get().equals("archived")
              ? "This chat is archived: nobody can write here."
              : "You can read this chat, but not write here.");
      return;
    }
    if (MessageLength.exceeds(content, limits.maxMessageCharacters())) {
      putFlash("error", MessageLength.sentence(content, limits.maxMessageCharacters()) + ".");
      return;
    }
    if (!ClientText.fits(content, Integer.MAX_VALUE)) {
      putFlash("error", "The message has a character that cannot be stored.");
      return;
    }
    try {
      budgets.pay(Payer.of(user, address), Budget.MESSAGES, DocumentText.utf8Length(content));
    } catch (BudgetSpentException spent) {
      putFlash("error", Refusals.text(spent, ""));
      return;
    }
    hold(
        rooms
            .post(chat.id(), Author.of(user), content, null, origin)
            .<Void>map(
                said -> {
                  draft = "";
                  clearFlash("error");
                  return null;
                })
            .recover(
                failure -> {
                  putFlash("error", Refusals.text(failure, "The message could not be stored."));
                  return Future.succeededFuture();
                }));
  }

  @Override
  protected void handleBroadcast(Broadcast broadcast) {
    if (broadcast.event().equals(ChatRooms.MESSAGE)) {
      ChatMessage said = broadcast.payload().decode(ChatRooms.PostedMessage.class).message();
      show(chat.withMessages(chat.messages().with(said, limits.maxChatMessages())));
    } else if (broadcast.event().equals(MessageEvents.CHANGED)) {
      ChatMessage changed = broadcast.payload().decode(ChangedMessage.class).message();
      show(chat.withMessages(chat.messages().changed(changed)));
    } else if (broadcast.event().equals(MessageEvents.DELETED)) {
      long id = broadcast.payload().decode(MessageEvents.Deleted.class).id();
      show(chat.withMessages(chat.messages().without(id)));
    } else if (broadcast.event().equals("presence_diff")) {
      members = members();
    } else if (Admission.EVENTS.contains(broadcast.event())) {
      handleAccess(broadcast);
    }
  }

  private void handleAccess(Broadcast broadcast) {
    if (broadcast.event().equals(AccessEvents.ROOM_EDITED)) {
      String name = broadcast.payload().decode(RoomText.class).roomName();
      chat = new Chat(chat.id(), String.valueOf(name), chat.messages());
      title(chat.roomName());
    }
    Admission own = admission;
    // Without one, the view has not read its access yet, and will read what changed.
    if (own != null && own.handle(broadcast) && !own.access().canOpen()) {
      putFlash("info", "You no longer have access to this chat.");
      pushNavigate(LivePaths.CHATS);
    }
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
