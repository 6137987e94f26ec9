package dev.roost.rooms.challenges;

import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.documents.Update;
import dev.roost.rooms.lists.ListPage;
import dev.roost.rooms.lists.ListQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Stores the challenges. Safe for any thread. */
public interface Challenges {

  /** Some of the challenges that an account may open. */
  Future<ListPage<ChallengeSummary>> list(ListQuery query);

  /**
   * Adds a challenge, and a chat for it.
   *
   * @param creatorId its owner, the account that it counts for
   * @return fails with a {@link dev.roost.rooms.database.LimitReachedException} if there are too
   *     many, and with an {@link dev.roost.rooms.database.OwnLimitReachedException} if the account
   *     has too many
   */
  Future<Challenge> add(NewChallenge challenge, long creatorId);

  /** The challenge, if there is one with this id. */
  Future<Optional<Challenge>> find(long id);

  /** How far the challenge is, if there is one with this id. */
  Future<Optional<ChallengeState>> state(long id);

  /**
   * The response of the challenge, if there is one with this id.
   *
   * @return fails with an {@link dev.roost.rooms.documents.EditRefusedException} if it is locked
   */
  Future<Optional<Document>> editableDocument(long id);

  /**
   * Stores changes of the response, all or none of them.
   *
   * @param edits each for the document after the one before
   * @return false, and nothing is stored, if the response is not that of the first edit any more,
   *     or is locked
   */
  Future<Boolean> append(long id, List<Edited> edits);

  /**
   * The changes from one version of the response to a later one.
   *
   * @return nothing if some of them are not kept any more, or if together they are larger than the
   *     response
   */
  Future<Optional<List<Update>>> updates(long id, long from, long to);

  /** Stores another language. */
  Future<Void> updateLanguage(long id, Language language);
}
