package dev.roost.rooms.challenges;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.presence.Presence;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.challenges.ChallengeEvents.WholeChallenge;
import dev.roost.rooms.challenges.ChallengeEvents.WithDocument;
import dev.roost.rooms.chats.Author;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.documents.ClientText;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.Edit;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.documents.MessageLength;
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
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

  private final ChallengeRooms rooms;
  private final Presence presence;
  private final RoomLimits limits;
  private final Budgets budgets;

  // Set by the join, which refuses whoever is no user.
  private @Nullable User user;
  private @Nullable Participant participant;
  private @Nullable AwayTimer awayTimer;
  private @Nullable Audience audience;
  private @Nullable EditorActions editor;
  private long id;
  private long chatId;

  /** For one of the rooms. */
  public ChallengeChannel(
      ChallengeRooms rooms, Presence presence, RoomLimits limits, Budgets budgets) {
    this.budgets = budgets;
    this.rooms = rooms;
    this.presence = presence;
    this.limits = limits;
  }

  @Override
  public Set<String> intercepts() {
    return Set.of(
        ChallengeEvents.DOCUMENT_UPDATES,
        ChallengeEvents.CURSOR_UPDATED,
        ChallengeEvents.CURSOR_GONE,
        ChallengeEvents.LANGUAGE_UPDATED,
        ChallengeEvents.MESSAGE_CREATED);
  }

  // -- Joining

  @Override
  public Answer join(Join join) {
    if (!(socket().get("user") instanceof User account)) {
      return Reply.error(Map.of("reason", "forbidden"));
    }
    user = account;
    return Reply.later(
        find(join.topicSuffix())
            .compose(
                found ->
                    found.isPresent()
                        ? enter(found.get(), EditorMessages.editorVersion(join.payload()), account)
                        : Reply.error(Map.of("reason", "unknown challenge")).toFuture())
            .recover(Outages::refuseJoin));
  }

  private Future<Optional<Challenge>> find(String id) {
    return ID.matcher(id).matches()
        ? rooms.find(Long.parseLong(id))
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Reply> enter(Challenge challenge, OptionalLong editorVersion, User account) {
    id = challenge.id();
    chatId = challenge.chat().id();
    Participant entering =
        new Participant(
            presence, this, account, state -> ChallengeEvents.Present.of(account, state));
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
    editor = new EditorActions(rooms, id, account, entering);
    return EditorDocument.since(rooms, challenge, editorVersion.getAsLong())
        .map(
            document ->
                Reply.ok(
                    new WithDocument(
                        document.isSnapshot() ? challenge : challenge.withoutResponse(),
                        document.json())));
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
                .compose(state -> audience().catchUp(state)),
            () -> stop(StopReason.ERROR)));
  }

  private void pushPresences() {
    push(ChallengeEvents.PRESENCE_STATE, presence.list(topic()).payload());
  }

  // -- What the client sends

  @Override
  public void handleIn(Push push) {
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
    EditorActions actions = editor;
    if (actions == null) {
      push.unknown();
      return;
    }
    switch (push.event()) {
      case "document:push" -> answer(push, () -> pushDocument(actions, push));
      case "document:pull" -> answer(push, () -> actions.pull(push.payload()));
      case "cursor:update" -> {
        try {
          broadcastFrom(ChallengeEvents.CURSOR_UPDATED, actions.cursor(push.payload()));
        } catch (EditRefusedException e) {
          push.reply(Reply.error(e.reply()));
        }
      }
      default -> push.unknown();
    }
  }

  private Future<Reply> pushDocument(EditorActions actions, Push push) {
    return paid(Budget.EDITS, 0, () -> actions.change(push.payload()))
        .map(
            edited -> {
              chargeBytes(edited);
              return Reply.ok(Map.of("version", edited.after().version()));
            })
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof BudgetSpentException spent
                        ? EditRefusedException.rateLimited(spent.reply())
                        : failure));
  }

  /** Does something if the budget pays for it; fails with a {@link BudgetSpentException}. */
  private <T> Future<T> paid(Budget budget, long bytes, Supplier<Future<T>> action) {
    try {
      budgets.pay(Payer.of(socket()), budget, bytes);
      return action.get();
    } catch (BudgetSpentException spent) {
      return Future.failedFuture(spent);
    }
  }

  // How much of a text is new, only the change tells.
  private void chargeBytes(Edited edited) {
    budgets.chargeBytes(Payer.of(socket()), edited.insertedLength());
  }

  private void updateResponse(Push push) {
    Optional<String> response =
        ClientText.read(push.payload(), "response", limits.maxResponseBytes());
    change(
        push,
        response.map(
            text ->
                paid(
                    Budget.EDITS,
                    0,
                    () -> {
                      Edit edit = new Edit.Replacement(text, user().id());
                      return participant()
                          .setTyping(true)
                          .compose(shown -> rooms.edit(id, edit))
                          .onSuccess(this::chargeBytes);
                    })),
        "Error updating challenge");
  }

  private void updateLanguage(Push push) {
    Optional<Language> language =
        ClientText.read(push.payload(), "response", MAX_LANGUAGE_BYTES).flatMap(Language::named);
    change(
        push,
        language.map(chosen -> paid(Budget.EDITS, 0, () -> rooms.updateLanguage(id, chosen))),
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
    change(
        push,
        message.map(
            text ->
                paid(
                    Budget.MESSAGES,
                    DocumentText.utf8Length(text),
                    () -> rooms.addMessage(id, chatId, Author.of(user()), text))),
        "Error creating message for chat " + chatId);
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
  private void answer(Push push, Supplier<Future<Reply>> action) {
    hold(
        action
            .get()
            .recover(
                failure -> {
                  logUnlessRefused(push, failure);
                  return Reply.error(
                          failure instanceof EditRefusedException refused
                              ? refused.reply()
                              : Map.of("reason", Outages.reason(failure)))
                      .toFuture();
                })
            .onSuccess(reply -> replyLater(push, reply)));
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
    audience().hear(broadcast);
  }

  @Override
  public void terminate(StopReason reason) {
    if (editor != null && editor.cursorClient() != null) {
      rooms.cursorGone(id, editor.cursorClient());
    }
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
