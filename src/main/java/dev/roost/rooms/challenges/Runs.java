package dev.roost.rooms.challenges;

import io.vertx.core.Future;
import java.util.Optional;

/** The last run of each challenge. Safe for any thread. */
public interface Runs {
  /** The last run that ended. */
  Future<Optional<Run>> last(long challengeId);

  /** Stores a finished run instead of the one before. */
  Future<Void> save(long challengeId, Run run);
}
