package dev.roost.rooms.challenges;

import io.vertx.core.Future;
import java.util.List;

/** The test cases of each challenge. Safe for any thread. */
public interface TestCases {
  /** The cases of a challenge, oldest first. */
  Future<List<TestCase>> of(long challengeId);

  /**
   * Adds a case; its id in the argument is ignored.
   *
   * @return the stored case; fails with a {@link dev.roost.rooms.documents.EditRefusedException} if
   *     the challenge has as many cases as it may have
   */
  Future<TestCase> add(long challengeId, TestCase added);

  /**
   * Replaces the case with the same id.
   *
   * @return fails with a {@link dev.roost.rooms.documents.EditRefusedException} if the challenge
   *     has no such case
   */
  Future<TestCase> replace(long challengeId, TestCase replacement);

  /** Deletes a case. Returns whether the challenge had it. */
  Future<Boolean> delete(long challengeId, long caseId);
}
