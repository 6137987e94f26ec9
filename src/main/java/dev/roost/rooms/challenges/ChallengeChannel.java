package dev.roost.rooms.challenges;

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
import dev.roost.rooms.challenges.ChallengeEvents.WholeChallenge;
import dev.roost.rooms.challenges.ChallengeEvents.WithDocument;
import dev.roost.rooms.chats.Author;
import dev.roost.rooms.chats.ChatMessage;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.Edit;
import dev.roost.rooms.documents.EditRefusedException;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code challenges:<id>}: one client in the room of a challenge. What is for clients of every kind
 * is here; what is for one kind, in its {@link Audience}.
 */
public final class ChallengeChannel extends Channel {
  private static final Logger log = LoggerFactory.getLogger(ChallengeChannel.class);

  /** An id has one spelling, as a room has one topic. */
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private static final int MAX_LANGUAGE_BYTES = 32;

  private static final Set<String> INTERCEPTED =
      Stream.concat(
              Stream.of(
                  ChallengeEvents.DOCUMENT_UPDATES,
                  ChallengeEvents.CURSOR_UPDATED,
                  ChallengeEvents.CURSOR_GONE,
                  ChallengeEvents.LINE_POINTED,
                  ChallengeEvents.LANGUAGE_UPDATED,
                  ChallengeEvents.MESSAGE_CREATED,
                  MessageEvents.CHANGED,
                  MessageEvents.DELETED,
                  ChallengeEvents.RUN_STARTED,
                  ChallengeEvents.RUN_OUTPUT,
                  ChallengeEvents.RUN_RESULT,
                  ChallengeEvents.RUN_FINISHED,
                  ChallengeEvents.CASE_SAVED,
                  ChallengeEvents.CASE_DELETED),
              Admission.EVENTS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final ChallengeRooms rooms;
  private final RoomAccess access;
  private final Presence presence;
  private final RoomLimits limits;
  private final Budgets budgets;

  // Set by the join, which refuses clients without an account.
  private @Nullable User user;
  private @Nullable Participant participant;
  private @Nullable AwayTimer awayTimer;
  private @Nullable Admission admission;
  private @Nullable Audience audience;
  private @Nullable EditorEvents editor;
  private long id;
  private long chatId;

  /** For one of the rooms. */
  public ChallengeChannel(
      ChallengeRooms rooms,
      RoomAccess access,
      Presence presence,
      RoomLimits limits,
      Budgets budgets) {
    this.budgets = budgets;
    this.rooms = rooms;
    this.access = access;
    this.presence = presence;
    this.limits = limits;
  }

  @Override
  public Set<String> intercepts() {
    return INTERCEPTED;
  }

  // -- Joining

  @Override
  public Answer join(Join join) {
    if (!(socket().get("user") instanceof User account)) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    user = account;
    return Reply.later(
        findAccess(join.topicSuffix(), account)
            .compose(
                found -> {
                  if (found.isEmpty()) {
                    return refuse("unknown challenge");
                  }
                  return found.get().canOpen()
                      ? find(found.get(), join, account)
                      : refuse("forbidden");
                })
            .recover(Outages::refuseJoin));
  }

  private Future<Optional<Access>> findAccess(String topicSuffix, User account) {
    return ID.matcher(topicSuffix).matches()
        ? access.find(Room.challenge(Long.parseLong(topicSuffix)), account.id())
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Reply> find(Access found, Join join, User account) {
    admission = new Admission(account.id(), found);
    return rooms
        .find(found.room().id())
        .compose(
            challenge ->
                challenge.isPresent()
                    ? enter(challenge.get(), EditorMessages.editorVersion(join.payload()), account)
                    : refuse("unknown challenge"));
  }

  private static Future<Reply> refuse(String reason) {
    return Reply.error(Map.of("reason", reason)).toFuture();
  }

  private Future<Reply> enter(Challenge challenge, OptionalLong editorVersion, User account) {
    id = challenge.id();
    chatId = challenge.chat().id();
    Participant entering =
        new Participant(
            presence,
            this,
            account,
            state -> ChallengeEvents.Present.of(account, state, access().role()));
    awayTimer =
        new AwayTimer(limits.awaySeconds(), this::postAfter, away -> hold(entering.setAway(away)));
    participant = entering;
    if (editorVersion.isEmpty()) {
      audience =
          new WholeTextAudience(
              rooms,
              new RoomView(rooms.texts(), limits.maxChatMessages(), challenge),
              this::push,
              this::hold);
      return Reply.ok(new WholeChallenge(challenge)).toFuture();
    }
    audience = new EditorAudience(rooms, challenge, this::push);
    editor =
        new EditorEvents(
            new EditorActions(rooms, id, account, entering, budget()),
            new LinePointer(account, Payer.of(socket()), budgets, this::broadcastFrom),
            new RunActions(
                rooms,
                id,
                new OwnRun(Author.of(account), limits.maxRunOutputBytes(), limits.maxCases()),
                limits.maxCaseBytes(),
                budget(),
                this::broadcastFrom),
            new CaseActions(rooms, id, limits.maxCaseBytes(), budget()));
    return Future.all(
            EditorDocument.since(rooms, challenge, editorVersion.getAsLong()), rooms.lastRun(id))
        .map(
            found -> {
              EditorDocument document = found.resultAt(0);
              Optional<Run> lastRun = found.resultAt(1);
              return Reply.ok(
                  new WithDocument(
                      document.isSnapshot() ? challenge : challenge.withoutResponse(),
                      document.json(),
                      access(),
                      lastRun.orElse(null)));
            });
  }

  @Override
  public void joined() {
    hold(
        Outages.endChannel(
            participant()
                .enter()
                .map(
                    present -> {
                      pushPresences();
                      return present;
                    })
                .compose(present -> rooms.announceJoin(id))
                .compose(state -> audience().catchUp(state))
                .compose(caughtUp -> checkAccess()),
            () -> stop(StopReason.ERROR)));
  }

  // The channel missed changes between the answer to the join and the subscription.
  private Future<?> checkAccess() {
    Access before = access();
    return access
        .find(before.room(), user().id())
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
    if (isEditor()) {
      push(AccessEvents.OWN_ACCESS, access());
    }
    if (!access().canOpen()) {
      stop();
      return;
    }
    Outages.endChannel(participant().refresh(), () -> stop(StopReason.ERROR));
  }

  private void pushPresences() {
    push(ChallengeEvents.PRESENCE_STATE, presence.list(topic()).payload());
  }

  // -- What the client sends

  @Override
  public void handleIn(Push push) {
    Optional<String> refusal = EventRights.refusal(push.event(), access());
    if (refusal.isPresent()) {
      if (push.event().equals(RunActions.START)) {
        rooms.runListener().refused(refusal.get());
      }
      push.reply(Reply.error(Map.of("reason", refusal.get())));
      return;
    }
    Future<Reply> reply = messageEvents().handle(push, sender());
    if (reply != null) {
      hold(reply.onSuccess(now -> replyLater(push, now)));
      return;
    }
    switch (push.event()) {
      case "response:update" -> updateResponse(push);
      case "language:update" -> updateLanguage(push);
      case "chat:create_message" -> createMessage(push);
      case AwayTimer.ALIVE -> Objects.requireNonNull(awayTimer).alive();
      case "current_participant_typing:remove" ->
          hold(participant().setTyping(false).onSuccess(shown -> pushPresences()));
      default -> handleEditor(push);
    }
  }

  @Override
  public void handleInfo(Object message) {
    if (message == AwayTimer.Check.DUE) {
      Objects.requireNonNull(awayTimer).check();
    }
  }

  private void handleEditor(Push push) {
    EditorEvents events = editor;
    if (events == null) {
      push.unknown();
      return;
    }
    if (push.event().equals(EditorEvents.CURSOR)) {
      moveCursor(events, push);
      return;
    }
    Future<Reply> reply = events.handle(push.event(), push.payload());
    if (reply == null) {
      push.unknown();
    } else {
      answer(push, reply);
    }
  }

  private void moveCursor(EditorEvents events, Push push) {
    try {
      broadcastFrom(ChallengeEvents.CURSOR_UPDATED, events.cursor(push.payload()));
    } catch (EditRefusedException e) {
      push.reply(Reply.error(e.reply()));
    }
  }

  private void updateResponse(Push push) {
    Optional<String> response =
        ClientText.read(push.payload(), "response", limits.maxResponseBytes());
    change(
        push,
        response.map(
            text ->
                budget()
                    .paid(
                        Budget.EDITS,
                        0,
                        () -> {
                          Edit edit = new Edit.Replacement(text, user().id());
                          return participant()
                              .setTyping(true)
                              .compose(shown -> rooms.edit(id, edit))
                              .onSuccess(budget()::chargeBytes);
                        })),
        "Error updating challenge");
  }

  private void updateLanguage(Push push) {
    Optional<Language> language =
        ClientText.read(push.payload(), "response", MAX_LANGUAGE_BYTES).flatMap(Language::named);
    change(
        push,
        language.map(
            chosen -> budget().paid(Budget.EDITS, 0, () -> rooms.updateLanguage(id, chosen))),
        "Error updating language");
  }

  private void createMessage(Push push) {
    Optional<String> message =
        ClientText.read(push.payload(), "message").filter(text -> !text.isBlank());
    Optional<Reply> tooLong =
        message.flatMap(text -> MessageLength.refusal(text, limits.maxMessageCharacters()));
    if (tooLong.isPresent()) {
      push.reply(tooLong.get());
      return;
    }
    String clientId = ClientMessageId.read(push.payload());
    change(
        push,
        message.map(
            text ->
                budget()
                    .paid(
                        Budget.MESSAGES,
                        DocumentText.utf8Length(text),
                        () ->
                            rooms
                                .addMessage(id, chatId, Author.of(user()), text, clientId)
                                .onSuccess(stored -> confirm(push, clientId, stored)))),
        "Error creating message for chat " + chatId);
  }

  /**
   * A client that names its messages waits for a reply; others hear of theirs as everybody does.
   */
  private static void confirm(Push push, @Nullable String clientId, ChatMessage stored) {
    if (clientId != null) {
      replyLater(push, Reply.ok(Map.of("message", stored)));
    }
  }

  /**
   * Has the client's next messages wait for the change, so that what it does is done in its order.
   * A change that succeeds is not replied to: its client hears of it as everybody does.
   *
   * @param change what was begun, or nothing if the client's message was no good
   */
  private void change(Push push, Optional<? extends Future<?>> change, String error) {
    if (change.isEmpty()) {
      push.reply(Reply.error(Map.of("error", error)));
      return;
    }
    hold(
        change
            .get()
            .onFailure(
                failure -> {
                  logUnlessRefused(push, failure);
                  replyLater(
                      push,
                      failure instanceof BudgetSpentException spent
                          ? Reply.error(spent.reply())
                          : Outages.refusal(failure, error));
                })
            .otherwiseEmpty());
  }

  /** As {@link #change}, but the client waits for an answer. */
  private void answer(Push push, Future<Reply> reply) {
    hold(
        reply
            .recover(
                failure -> {
                  logUnlessRefused(push, failure);
                  return Reply.error(
                          failure instanceof EditRefusedException refused
                              ? refused.reply()
                              : Map.of("reason", Outages.reason(failure)))
                      .toFuture();
                })
            .onSuccess(now -> replyLater(push, now)));
  }

  private void logUnlessRefused(Push push, Throwable failure) {
    if (!(failure instanceof EditRefusedException || failure instanceof BudgetSpentException)
        && !Outages.isKnown(failure)) {
      log.error("{} could not do {}: {}", this, push.event(), failure.toString());
    }
  }

  // Without a ref, there is no answering any more.
  private static void replyLater(Push push, Reply reply) {
    if (push.ref() != null) {
      push.reply(reply);
    }
  }

  // -- What the room hears

  @Override
  public void handleOut(Broadcast broadcast) {
    if (!Admission.EVENTS.contains(broadcast.event())) {
      audience().handle(broadcast);
      return;
    }
    if (isEditor() && Admission.isForEveryone(broadcast)) {
      push(broadcast.event(), broadcast.payload());
    }
    if (admission().handle(broadcast)) {
      applyAccess();
    }
  }

  @Override
  public void terminate(StopReason reason) {
    if (editor != null) {
      editor.leave();
    }
  }

  private boolean isEditor() {
    return editor != null;
  }

  private ClientBudget budget() {
    return new ClientBudget(budgets, Payer.of(socket()));
  }

  private Access access() {
    return admission().access();
  }

  private Admission admission() {
    return Objects.requireNonNull(admission);
  }

  private MessageEvents messageEvents() {
    return new MessageEvents(rooms.conversation(id, chatId), rooms.unread(), limits, budgets);
  }

  private MessageEvents.Sender sender() {
    return new MessageEvents.Sender(topic(), user().id(), access().isOwner(), Payer.of(socket()));
  }

  private User user() {
    return Objects.requireNonNull(user);
  }

  private Participant participant() {
    return Objects.requireNonNull(participant);
  }

  private Audience audience() {
    return Objects.requireNonNull(audience);
  }
}
