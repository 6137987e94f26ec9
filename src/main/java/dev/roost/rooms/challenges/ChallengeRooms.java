package dev.roost.rooms.challenges;

import dev.roost.Endpoint;
import dev.roost.rooms.challenges.ChallengeEvents.ChosenLanguage;
import dev.roost.rooms.challenges.ChallengeEvents.CreatedMessage;
import dev.roost.rooms.challenges.ChallengeEvents.DocumentUpdates;
import dev.roost.rooms.challenges.ChallengeEvents.LanguageState;
import dev.roost.rooms.chats.Author;
import dev.roost.rooms.chats.ChatMessage;
import dev.roost.rooms.chats.Messages;
import dev.roost.rooms.documents.Edit;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.documents.Update;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.lanes.RoomLane;
import dev.roost.rooms.lists.RoomActivity;
import dev.roost.rooms.messages.Added;
import dev.roost.rooms.messages.Conversation;
import dev.roost.rooms.unread.NewMessage;
import dev.roost.rooms.unread.UnreadRooms;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes challenges and tells everybody in their rooms, in one order for all. Nothing is told
 * before it is stored. Safe for any thread.
 */
public final class ChallengeRooms {
  /** A room's topic is this and the id of its challenge. */
  public static final String TOPIC_PREFIX = "challenges:";

  private final Vertx vertx;
  private final Endpoint endpoint;
  private final Lanes lanes;
  private final Challenges challenges;
  private final Messages messages;
  private final UnreadRooms unread;
  private final RoomActivity activity;
  private final Runs runs;
  private final TestCases cases;
  private final RunListener runListener;
  private final int maxResponseBytes;
  private final Map<RoomLane, EditQueue> queues = new ConcurrentHashMap<>();
  private final ResponseTexts texts = new ResponseTexts();

  /**
   * Rooms of these challenges.
   *
   * @param endpoint where the events are broadcast
   * @param lanes where the rooms have their order from
   */
  public ChallengeRooms(
      Vertx vertx,
      Endpoint endpoint,
      Lanes lanes,
      Challenges challenges,
      Messages messages,
      UnreadRooms unread,
      RoomActivity activity,
      Runs runs,
      TestCases cases,
      RunListener runListener,
      int maxResponseBytes) {
    this.activity = activity;
    this.unread = unread;
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.lanes = lanes;
    this.challenges = challenges;
    this.messages = messages;
    this.runs = runs;
    this.cases = cases;
    this.runListener = runListener;
    this.maxResponseBytes = maxResponseBytes;
  }

  Future<Optional<Challenge>> find(long id) {
    return challenges.find(id);
  }

  Future<Optional<List<Update>>> updates(long id, long from, long to) {
    return challenges.updates(id, from, to);
  }

  /** How far the challenge is. */
  Future<ChallengeState> state(long id) {
    return challenges
        .state(id)
        .map(
            found ->
                found.orElseThrow(() -> new NoSuchElementException("there is no challenge " + id)));
  }

  ResponseTexts texts() {
    return texts;
  }

  /** Tells a room that somebody came. */
  Future<ChallengeState> announceJoin(long id) {
    return lane(id)
        .inTurn(
            topic(id),
            () -> state(id),
            state ->
                broadcast(id, ChallengeEvents.USER_JOINED, LanguageState.of(state.language())));
  }

  /**
   * Changes the response.
   *
   * @return fails with an {@link dev.roost.rooms.documents.EditRefusedException} if that cannot be
   */
  Future<Edited> edit(long id, Edit edit) {
    return queues.computeIfAbsent(lane(id), this::queue).add(topic(id), id, edit);
  }

  /**
   * Makes the response what it was at a version, as another change.
   *
   * @param userId who goes back
   * @return the version after it; nothing if the text of that version is not kept. Fails with an
   *     {@link dev.roost.rooms.documents.EditRefusedException} if the text cannot be changed
   */
  public Future<Optional<Long>> goBack(
      ChallengeHistory history, long id, long version, long userId) {
    return history
        .textAt(id, version)
        .compose(
            text ->
                text.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : edit(id, new Edit.Replacement(text.get(), userId))
                        .map(edited -> Optional.of(edited.after().version())));
  }

  private EditQueue queue(RoomLane lane) {
    return new EditQueue(vertx, lane, challenges, maxResponseBytes, this::announce);
  }

  private void announce(long id, Edited edited) {
    texts.put(id, edited.after());
    activity.inChallenge(id);
    broadcast(
        id,
        ChallengeEvents.DOCUMENT_UPDATES,
        new DocumentUpdates(edited.version(), edited.updates()));
  }

  Future<Void> updateLanguage(long id, Language language) {
    return lane(id)
        .inTurn(
            topic(id),
            () -> challenges.updateLanguage(id, language),
            stored ->
                broadcast(id, ChallengeEvents.LANGUAGE_UPDATED, new ChosenLanguage(language)));
  }

  Future<ChatMessage> addMessage(
      long id, long chatId, Author author, String content, @Nullable String clientId) {
    return lane(id)
        .inTurn(
            topic(id),
            () -> messages.add(chatId, author, content, clientId),
            added -> {
              if (added.isNew()) {
                ChatMessage message = added.message();
                broadcast(id, ChallengeEvents.MESSAGE_CREATED, new CreatedMessage(message));
                activity.inChallenge(id);
                unread.announce(
                    new NewMessage(
                        topic(id), message.id(), author.firstName(), author.id(), content));
              }
            })
        .map(Added::message);
  }

  /** The messages of a challenge. */
  Conversation<Long, ChatMessage> conversation(long id, long chatId) {
    return new Conversation<>(endpoint, lanes, messages, topic(id), chatId);
  }

  UnreadRooms unread() {
    return unread;
  }

  /** The last run of the challenge that ended. */
  Future<Optional<Run>> lastRun(long id) {
    return runs.last(id);
  }

  /** Tells the room that a run started. */
  void startRun(long id, Run run) {
    runListener.started(run.results() != null);
    broadcast(id, ChallengeEvents.RUN_STARTED, new ChallengeEvents.ToldRun(run));
  }

  RunListener runListener() {
    return runListener;
  }

  /** Keeps a run that ended, and tells the room. */
  Future<Void> finishRun(long id, Run run) {
    runListener.ended(run.status());
    return lane(id)
        .inTurn(
            topic(id),
            () -> runs.save(id, run),
            saved ->
                broadcast(
                    id,
                    ChallengeEvents.RUN_FINISHED,
                    new ChallengeEvents.FinishedRun(run.id(), run.status(), run.ms())));
  }

  /** The test cases of a challenge, oldest first. */
  public Future<List<TestCase>> cases(long id) {
    return cases.of(id);
  }

  /**
   * Adds a test case, or replaces the one with its id, and tells the room.
   *
   * @return fails with an {@link dev.roost.rooms.documents.EditRefusedException} if that cannot be
   */
  Future<TestCase> saveCase(long id, TestCase saved) {
    return lane(id)
        .inTurn(
            topic(id),
            () -> saved.id() == 0 ? cases.add(id, saved) : cases.replace(id, saved),
            stored ->
                broadcast(id, ChallengeEvents.CASE_SAVED, new ChallengeEvents.SavedCase(stored)));
  }

  /** Deletes a test case and tells the room, if the challenge had it. */
  Future<Boolean> deleteCase(long id, long caseId) {
    return lane(id)
        .inTurn(
            topic(id),
            () -> cases.delete(id, caseId),
            deleted -> {
              if (deleted) {
                broadcast(
                    id, ChallengeEvents.CASE_DELETED, new ChallengeEvents.DeletedCase(caseId));
              }
            });
  }

  /** Tells a room that an editor's cursor is nowhere any more. */
  void cursorGone(long id, ChallengeEvents.GoneCursor cursor) {
    broadcast(id, ChallengeEvents.CURSOR_GONE, cursor);
  }

  private RoomLane lane(long id) {
    return lanes.of(topic(id));
  }

  private void broadcast(long id, String event, Object payload) {
    endpoint.broadcast(topic(id), event, payload);
  }

  private static String topic(long id) {
    return TOPIC_PREFIX + id;
  }
}
