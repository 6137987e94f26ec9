package dev.roost.rooms.challenges;

import dev.roost.rooms.access.RoomRows;
import dev.roost.rooms.chats.MessageLog;
import dev.roost.rooms.chats.Messages;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.LimitReachedException;
import dev.roost.rooms.database.OwnLimitReachedException;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.documents.Update;
import dev.roost.rooms.lists.ListPage;
import dev.roost.rooms.lists.ListQuery;
import dev.roost.rooms.lists.RoomRowList;
import dev.roost.rooms.names.SearchKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Challenges in the database. */
public final class SqlChallenges implements Challenges {
  private static final RoomRowList<ChallengeSummary> LIST =
      new RoomRowList<>(
          new RoomRowList.Rows(
              "c.title, substr(c.prompt, 1, 301) AS prompt, c.language",
              "chats t JOIN challenges c ON c.id = t.challenge_id"
                  + " LEFT JOIN users u ON u.id = c.creator_id",
              "t.challenge_id IS NOT NULL",
              "c.id",
              "(t.search_key || ' ' || coalesce(u.search_key, '') || ' ' || "
                  + Language.searchKeys("c.language")
                  + ")"),
          (row, facts) ->
              new ChallengeSummary(
                  row.getLong("listed_id"),
                  row.getString("title"),
                  beginning(row.getString("prompt")),
                  language(row),
                  facts));
  private static final Statement FIND =
      new Statement(
          "SELECT c.id, c.title, c.prompt, c.language, c.response, c.version, t.id AS chat_id"
              + " FROM challenges c JOIN chats t ON t.challenge_id = c.id WHERE c.id = #{id}");
  private static final Statement STATE =
      new Statement(
          "SELECT c.language, c.version, (SELECT max(m.id) FROM chat_messages m"
              + " JOIN chats t ON t.id = m.chat_id WHERE t.challenge_id = c.id) AS last_message"
              + " FROM challenges c WHERE c.id = #{id}");
  private static final Statement DOCUMENT =
      new Statement("SELECT version, response, locked_at FROM challenges WHERE id = #{id}");
  private static final Statement LANGUAGE =
      new Statement("UPDATE challenges SET language = #{language} WHERE id = #{id}");
  private static final Statement COUNT_OWN =
      new Statement("SELECT count(*) AS number FROM challenges WHERE creator_id = #{creator}");
  private static final Statement COUNT = new Statement("SELECT count(*) AS number FROM challenges");
  private static final Statement ADD =
      new Statement(
          "INSERT INTO challenges (title, prompt, language, response, creator_id)"
              + " VALUES (#{title}, #{prompt}, #{language}, '', #{creator}) RETURNING id");
  private static final Statement ADD_CHAT =
      new Statement(
          "INSERT INTO chats (challenge_id, visibility, search_key, active_at)"
              + " VALUES (#{challenge}, #{visibility}, #{key}, #{now}) RETURNING id");

  /** How many characters of a prompt a list shows; the query reads one more. */
  private static final int SHOWN_PROMPT = 300;

  private final Database database;
  private final Messages messages;
  private final Revisions revisions;
  private final int max;
  private final int maxOwn;

  /**
   * In this database.
   *
   * @param limits how much is kept of each challenge, and how many there may be
   * @param maxOwn how many challenges there may be of one account; 0 for any number
   */
  public SqlChallenges(Database database, Messages messages, RoomLimits limits, int maxOwn) {
    this.database = database;
    this.messages = messages;
    this.revisions =
        new Revisions(database, limits.maxStoredChanges(), limits.maxStoredChangeBytes());
    this.max = limits.maxChallenges();
    this.maxOwn = maxOwn;
  }

  @Override
  public Future<ListPage<ChallengeSummary>> list(ListQuery query) {
    return LIST.page(database, query);
  }

  private static String beginning(String prompt) {
    int characters = prompt.codePointCount(0, prompt.length());
    return characters <= SHOWN_PROMPT
        ? prompt
        : prompt.substring(0, prompt.offsetByCodePoints(0, SHOWN_PROMPT)) + "…";
  }

  @Override
  public Future<Challenge> add(NewChallenge challenge, long creatorId) {
    return database.transaction(
        transaction ->
            COUNT
                .one(transaction, Map.of(), row -> row.getLong("number"))
                .compose(
                    number ->
                        number.orElse(0L) < max
                            ? COUNT_OWN.one(
                                transaction,
                                Map.of("creator", creatorId),
                                row -> row.getLong("number"))
                            : Future.failedFuture(new LimitReachedException()))
                .compose(
                    own ->
                        maxOwn == 0 || own.orElse(0L) < maxOwn
                            ? insert(transaction, challenge, creatorId)
                            : Future.failedFuture(new OwnLimitReachedException(maxOwn))));
  }

  private static Future<Challenge> insert(
      Transaction transaction, NewChallenge challenge, long creatorId) {
    return ADD.insert(
            transaction,
            Map.of(
                "title", challenge.title(),
                "prompt", challenge.prompt(),
                "language", challenge.language().word(),
                "creator", creatorId))
        .compose(
            id ->
                ADD_CHAT
                    .insert(
                        transaction,
                        Map.of(
                            "challenge", id,
                            "visibility", challenge.visibility().word(),
                            "key", SearchKey.of(challenge.title()),
                            "now", Times.now()))
                    .compose(chat -> RoomRows.addOwner(transaction, chat, creatorId).map(chat))
                    .map(
                        chat ->
                            new Challenge(
                                id,
                                challenge.title(),
                                challenge.prompt(),
                                challenge.language(),
                                "",
                                0,
                                new ChallengeChat(chat, id, MessageLog.EMPTY))));
  }

  @Override
  public Future<Optional<Challenge>> find(long id) {
    return FIND.one(database, Map.of("id", id), SqlChallenges::challenge)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(found)
                    : messages
                        .latest(found.get().chat().id())
                        .map(MessageLog::new)
                        .map(
                            log ->
                                found.map(
                                    without ->
                                        without.withChat(without.chat().withMessages(log)))));
  }

  @Override
  public Future<Optional<ChallengeState>> state(long id) {
    return STATE.one(
        database,
        Map.of("id", id),
        row -> {
          Long lastMessage = row.getLong("last_message");
          return new ChallengeState(
              language(row), row.getLong("version"), lastMessage == null ? 0 : lastMessage);
        });
  }

  @Override
  public Future<Optional<Document>> editableDocument(long id) {
    return DOCUMENT
        .one(
            database,
            Map.of("id", id),
            row ->
                row.getLong("locked_at") == null
                    ? Optional.of(new Document(row.getLong("version"), row.getString("response")))
                    : Optional.<Document>empty())
        .compose(
            found ->
                found.isPresent() && found.get().isEmpty()
                    ? Future.failedFuture(EditRefusedException.refused("locked"))
                    : Future.succeededFuture(found.flatMap(document -> document)));
  }

  @Override
  public Future<Boolean> append(long id, List<Edited> edits) {
    return revisions.append(id, edits);
  }

  @Override
  public Future<Optional<List<Update>>> updates(long id, long from, long to) {
    return revisions.between(id, from, to);
  }

  @Override
  public Future<Void> updateLanguage(long id, Language language) {
    return LANGUAGE.change(database, Map.of("id", id, "language", language.word())).mapEmpty();
  }

  private static Challenge challenge(Row row) {
    long id = row.getLong("id");
    return new Challenge(
        id,
        row.getString("title"),
        row.getString("prompt"),
        language(row),
        row.getString("response"),
        row.getLong("version"),
        new ChallengeChat(row.getLong("chat_id"), id, MessageLog.EMPTY));
  }

  private static Language language(Row row) {
    return Language.named(row.getString("language")).orElseThrow();
  }
}
