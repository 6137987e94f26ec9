package dev.roost.rooms.challenges;

import dev.roost.rooms.challenges.ChallengeEvents.ChosenLanguage;
import dev.roost.rooms.challenges.ChallengeEvents.CreatedMessage;
import dev.roost.rooms.challenges.ChallengeEvents.DocumentUpdates;
import dev.roost.rooms.challenges.ChallengeEvents.WholeChallenge;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** A client that gets the whole challenge each time. */
final class WholeTextAudience implements Audience {
  private final ChallengeRooms rooms;
  private final RoomView view;
  private final Client client;
  private final Consumer<Future<?>> hold;

  /**
   * An audience.
   *
   * @param hold has the client's other messages wait
   */
  WholeTextAudience(ChallengeRooms rooms, RoomView view, Client client, Consumer<Future<?>> hold) {
    this.rooms = rooms;
    this.view = view;
    this.client = client;
    this.hold = hold;
  }

  @Override
  public Future<?> catchUp(ChallengeState state) {
    Challenge seen = view.seen();
    return seen.version() == state.version()
            && seen.language() == state.language()
            && seen.chat().messages().lastId() >= state.lastMessageId()
        ? Future.succeededFuture()
        : reload();
  }

  private Future<?> reload() {
    Challenge before = view.seen();
    return rooms
        .find(before.id())
        .map(found -> found.orElse(before))
        .onSuccess(
            present -> {
              view.reset(present);
              if (present.version() > before.version()) {
                push(ChallengeEvents.RESPONSE_UPDATED, present);
              }
              if (present.chat().messages().lastId() > before.chat().messages().lastId()) {
                push(ChallengeEvents.MESSAGE_CREATED, present);
              }
            });
  }

  @Override
  public void handle(Broadcast broadcast) {
    switch (broadcast.event()) {
      case ChallengeEvents.DOCUMENT_UPDATES ->
          handle(broadcast.payload().decode(DocumentUpdates.class));
      case ChallengeEvents.MESSAGE_CREATED ->
          push(
              ChallengeEvents.MESSAGE_CREATED,
              view.after(broadcast.payload().decode(CreatedMessage.class).message()));
      case ChallengeEvents.LANGUAGE_UPDATED -> {
        view.after(broadcast.payload().decode(ChosenLanguage.class).language());
        client.push(ChallengeEvents.LANGUAGE_UPDATED, broadcast.payload());
      }
      case MessageEvents.CHANGED -> {
        view.changed(broadcast.payload().decode(CreatedMessage.class).message());
        client.push(MessageEvents.CHANGED, broadcast.payload());
      }
      case MessageEvents.DELETED -> {
        view.deleted(broadcast.payload().decode(MessageEvents.Deleted.class).id());
        client.push(MessageEvents.DELETED, broadcast.payload());
      }
      default -> {}
    }
  }

  private void handle(DocumentUpdates updates) {
    if (view.isBehind(updates)) {
      hold.accept(reload());
    } else {
      view.after(updates).ifPresent(now -> push(ChallengeEvents.RESPONSE_UPDATED, now));
    }
  }

  private void push(String event, Challenge challenge) {
    client.push(event, new WholeChallenge(challenge));
  }
}
