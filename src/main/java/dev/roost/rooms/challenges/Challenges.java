package dev.roost.rooms.challenges;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where challenges are kept. Safe for any thread. Each change gives the challenge as it is
 * afterwards, and fails if there is none with the id.
 */
public interface Challenges {

  /** The challenge, if there is one with this id. */
  Future<Optional<Challenge>> find(long id);

  /** Stores another response. */
  Future<Challenge> updateResponse(long id, String response);

  /** Stores another language. */
  Future<Challenge> updateLanguage(long id, Language language);

  /** Adds a message to the chat. */
  Future<Challenge> addMessage(long id, Author author, String content);
}
