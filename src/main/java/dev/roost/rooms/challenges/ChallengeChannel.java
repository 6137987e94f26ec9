package dev.roost.rooms.challenges;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.rooms.challenges.RoomEvents.WholeChallenge;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code challenges:<id>}: one client in the room of a challenge. A change that succeeds is not
 * replied to: its client hears of it as everybody does.
 */
public final class ChallengeChannel extends Channel {
  private static final Logger log = LoggerFactory.getLogger(ChallengeChannel.class);

  /** An id has one spelling, as a room has one topic. */
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private static final int MAX_LANGUAGE_BYTES = 32;

  private final Rooms rooms;
  private final RoomLimits limits;
  private long id;
  private long chatId;
  private @Nullable Challenge given;

  /** For one of the rooms. */
  public ChallengeChannel(Rooms rooms, RoomLimits limits) {
    this.rooms = rooms;
    this.limits = limits;
  }

  @Override
  public Future<Reply> join(Join join) {
    return find(join.topicSuffix())
        .map(
            found ->
                found
                    .map(this::enter)
                    .orElseGet(() -> Reply.error(Map.of("reason", "unknown challenge"))));
  }

  private Future<Optional<Challenge>> find(String id) {
    return ID.matcher(id).matches()
        ? rooms.find(Long.parseLong(id))
        : Future.succeededFuture(Optional.empty());
  }

  private Reply enter(Challenge challenge) {
    id = challenge.id();
    chatId = challenge.chat().id();
    given = challenge;
    return Reply.ok(new WholeChallenge(challenge));
  }

  @Override
  public void joined() {
    rooms
        .announceJoin(Objects.requireNonNull(given))
        .onFailure(
            failure -> log.error("{} could not announce a join: {}", this, failure.toString()));
    // As long as the client stays, the text would stay in memory.
    given = null;
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "response:update" -> updateResponse(push);
      case "language:update" -> updateLanguage(push);
      case "chat:create_message" -> createMessage(push);
      case "current_participant_typing:remove" -> {}
      default -> push.unknown();
    }
  }

  private void updateResponse(Push push) {
    Optional<String> response =
        ClientText.read(push.payload(), "response", limits.maxResponseBytes());
    change(push, response.map(text -> rooms.updateResponse(id, text)), "Error updating challenge");
  }

  private void updateLanguage(Push push) {
    Optional<Language> language =
        ClientText.read(push.payload(), "response", MAX_LANGUAGE_BYTES).flatMap(Language::named);
    change(
        push, language.map(chosen -> rooms.updateLanguage(id, chosen)), "Error updating language");
  }

  private void createMessage(Push push) {
    Author author = Author.of(socket().get("user", User.class));
    Optional<String> message =
        ClientText.read(push.payload(), "message", limits.maxMessageBytes())
            .filter(text -> !text.isBlank());
    change(
        push,
        message.map(text -> rooms.addMessage(id, author, text)),
        "Error creating message for chat " + chatId);
  }

  /**
   * Has the client's next messages wait for the change, so that what it does is done in its order.
   *
   * @param change what was begun, or nothing if the client's message was no good
   */
  private void change(Push push, Optional<Future<Challenge>> change, String error) {
    Reply refusal = Reply.error(Map.of("error", error));
    change.ifPresentOrElse(
        begun -> {
          begun.onFailure(
              failure -> {
                log.error("{} could not do {}: {}", this, push.event(), failure.toString());
                // Without a ref, there is no answering any more.
                if (push.ref() != null) {
                  push.reply(refusal);
                }
              });
          hold(begun.otherwiseEmpty());
        },
        () -> push.reply(refusal));
  }
}
