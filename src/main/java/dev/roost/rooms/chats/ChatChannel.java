package dev.roost.rooms.chats;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.presence.Presence;
import dev.roost.rooms.access.Access;
import dev.roost.rooms.access.AccessEvents;
import dev.roost.rooms.access.Admission;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.MessageLength;
import dev.roost.rooms.messages.ClientMessageId;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.rooms.users.AwayTimer;
import dev.roost.rooms.users.Participant;
import dev.roost.rooms.users.User;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code chat:<id>}: one client in a chat. With each message it gets the whole chat, but for its
 * own, which it is only told to be stored.
 */
public final class ChatChannel extends Channel {
  private static final Logger log = LoggerFactory.getLogger(ChatChannel.class);

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private static final Set<String> INTERCEPTED =
      Stream.concat(
              Stream.of(ChatRooms.MESSAGE, MessageEvents.CHANGED, MessageEvents.DELETED),
              Admission.EVENTS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final ChatRooms rooms;
  private final RoomAccess access;
  private final Presence presence;
  private final RoomLimits limits;
  private final Budgets budgets;
  private final String origin = UUID.randomUUID().toString();

  private final AwayTimer awayTimer;

  // Set by the join, which refuses clients without an account.
  private @Nullable User user;
  private @Nullable Participant participant;
  private @Nullable Admission admission;
  private @Nullable Chat seen;

  private record WholeChat(Chat chat) {}

  private record EnteredChat(Chat chat, Access access) {}

  private record ChangedMessage(ChatMessage message) {}

  /** For one of the chats. */
  public ChatChannel(
      ChatRooms rooms, RoomAccess access, Presence presence, RoomLimits limits, Budgets budgets) {
    this.budgets = budgets;
    this.rooms = rooms;
    this.access = access;
    this.presence = presence;
    this.limits = limits;
    awayTimer =
        new AwayTimer(
            limits.awaySeconds(), this::postAfter, away -> hold(participant().setAway(away)));
  }

  @Override
  public void handleInfo(Object message) {
    if (message == AwayTimer.Check.DUE) {
      awayTimer.check();
    }
  }

  @Override
  public Set<String> intercepts() {
    return INTERCEPTED;
  }

  @Override
  public Answer join(Join join) {
    if (!(socket().get("user") instanceof User account)) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    user = account;
    participant = new Participant(presence, this, account, state -> ChatMember.of(account, state));
    String id = join.topicSuffix();
    Future<Optional<Access>> found =
        ID.matcher(id).matches()
            ? access.find(Room.chat(Long.parseLong(id)), account.id())
            : Future.succeededFuture(Optional.empty());
    return Reply.later(
        found
            .compose(
                known -> {
                  if (known.isEmpty()) {
                    return refuse("unknown chat");
                  }
                  return known.get().canOpen() ? enter(known.get(), account) : refuse("forbidden");
                })
            .recover(Outages::refuseJoin));
  }

  private Future<Reply> enter(Access found, User account) {
    admission = new Admission(account.id(), found);
    return rooms
        .find(found.room().id())
        .compose(
            chat -> {
              seen = chat.orElse(null);
              return chat.isPresent()
                  ? Reply.ok(new EnteredChat(chat.get(), found)).toFuture()
                  : refuse("unknown chat");
            });
  }

  private static Future<Reply> refuse(String reason) {
    return Reply.error(Map.of("reason", reason)).toFuture();
  }

  @Override
  public void joined() {
    hold(
        Outages.endChannel(
            participant()
                .enter()
                .map(
                    present -> {
                      push("presence_state", presence.list(topic()).payload());
                      return present;
                    })
                .compose(present -> rooms.latest(seen().id()))
                .onSuccess(this::catchUp)
                .compose(caughtUp -> checkAccess()),
            () -> stop(StopReason.ERROR)));
  }

  // The channel missed changes between the answer to the join and the subscription.
  private Future<?> checkAccess() {
    Access before = access();
    return access
        .find(before.room(), Objects.requireNonNull(user).id())
        .onSuccess(
            found -> {
              if (found.isEmpty()) {
                stop();
                return;
              }
              admission().update(found.get());
              if (!access().equals(before)) {
                applyAccess();
              }
            });
  }

  private void applyAccess() {
    push(AccessEvents.OWN_ACCESS, access());
    if (!access().canOpen()) {
      stop();
    }
  }

  /** The client missed the messages between the reply to its join and now. */
  private void catchUp(MessageLog latest) {
    if (latest.lastId() > seen().messages().lastId()) {
      see(seen().withMessages(latest));
    }
  }

  @Override
  public void handleIn(Push push) {
    if (!isReading(push.event())) {
      Optional<String> refusal = access().participationRefusal();
      if (refusal.isPresent()) {
        push.reply(Reply.error(Map.of("reason", refusal.get())));
        return;
      }
    }
    Future<Reply> reply = messageEvents().handle(push, sender());
    if (reply != null) {
      hold(reply.onSuccess(now -> replyLater(push, now)));
      return;
    }
    switch (push.event()) {
      case "message" -> post(push);
      case "typing" -> hold(participant().setTyping(true));
      case "stop_typing" -> hold(participant().setTyping(false));
      case AwayTimer.ALIVE -> awayTimer.alive();
      default -> push.unknown();
    }
  }

  private void post(Push push) {
    Optional<String> content = ClientText.read(push.payload(), "content");
    Optional<Reply> tooLong =
        content.flatMap(text -> MessageLength.refusal(text, limits.maxMessageCharacters()));
    if (content.isEmpty()) {
      push.reply(Reply.error(Map.of("error", "Error creating message")));
    } else if (tooLong.isPresent()) {
      push.reply(tooLong.get());
    } else if (content.get().isBlank()) {
      push.ok();
    } else if (pays(push, content.get())) {
      hold(
          participant()
              .setTyping(false)
              .compose(
                  shown ->
                      rooms.post(
                          seen().id(),
                          Author.of(Objects.requireNonNull(user)),
                          content.get(),
                          ClientMessageId.read(push.payload()),
                          origin))
              .map(message -> Reply.ok(Map.of("message", message)))
              .otherwise(this::failed)
              .onSuccess(reply -> replyLater(push, reply)));
    }
  }

  private boolean pays(Push push, String content) {
    try {
      budgets.pay(Payer.of(socket()), Budget.MESSAGES, DocumentText.utf8Length(content));
      return true;
    } catch (BudgetSpentException spent) {
      push.reply(Reply.error(spent.reply()));
      return false;
    }
  }

  private Reply failed(Throwable failure) {
    if (!Outages.isKnown(failure)) {
      log.error("{} could not store a message: {}", this, failure.toString());
    }
    return Outages.refusal(failure, "Error creating message");
  }

  // Without a ref, there is no answering any more.
  private static void replyLater(Push push, Reply reply) {
    if (push.ref() != null) {
      push.reply(reply);
    }
  }

  @Override
  public void handleOut(Broadcast broadcast) {
    if (broadcast.event().equals(ChatRooms.MESSAGE)) {
      handle(broadcast);
      return;
    }
    if (broadcast.event().equals(MessageEvents.CHANGED)) {
      ChatMessage message = broadcast.payload().decode(ChangedMessage.class).message();
      seen = seen().withMessages(seen().messages().changed(message));
      push(broadcast.event(), broadcast.payload());
      return;
    }
    if (broadcast.event().equals(MessageEvents.DELETED)) {
      long id = broadcast.payload().decode(MessageEvents.Deleted.class).id();
      seen = seen().withMessages(seen().messages().without(id));
      push(broadcast.event(), broadcast.payload());
      return;
    }
    if (Admission.isForEveryone(broadcast)) {
      push(broadcast.event(), broadcast.payload());
    }
    if (admission().handle(broadcast)) {
      applyAccess();
    }
  }

  private void handle(Broadcast broadcast) {
    ChatRooms.PostedMessage said = broadcast.payload().decode(ChatRooms.PostedMessage.class);
    Chat now =
        seen().withMessages(seen().messages().with(said.message(), limits.maxChatMessages()));
    if (said.origin().equals(origin)) {
      seen = now;
    } else {
      see(now);
    }
  }

  private void see(Chat now) {
    seen = now;
    push(ChatRooms.MESSAGE, new WholeChat(now));
  }

  private Access access() {
    return admission().access();
  }

  private Admission admission() {
    return Objects.requireNonNull(admission);
  }

  /** Clients that may only look on may send these. */
  private static boolean isReading(String event) {
    return MessageEvents.isReading(event) || event.equals(AwayTimer.ALIVE);
  }

  private MessageEvents messageEvents() {
    return new MessageEvents(rooms.conversation(seen().id()), rooms.unread(), limits, budgets);
  }

  private MessageEvents.Sender sender() {
    return new MessageEvents.Sender(
        topic(), Objects.requireNonNull(user).id(), access().isOwner(), Payer.of(socket()));
  }

  private Participant participant() {
    return Objects.requireNonNull(participant);
  }

  private Chat seen() {
    return Objects.requireNonNull(seen);
  }
}
