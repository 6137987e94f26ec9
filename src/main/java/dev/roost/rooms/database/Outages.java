package dev.roost.rooms.database;

import dev.roost.channel.Reply;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replies of channels while the database is unavailable. */
public final class Outages {
  private Outages() {}

  /** Whether the failure is an outage, which is logged already. */
  public static boolean isKnown(Throwable failure) {
    return failure instanceof DatabaseUnavailableException;
  }

  /** The machine-readable reason of a failure. */
  public static String reason(Throwable failure) {
    return isKnown(failure) ? DatabaseUnavailableException.REASON : "failed";
  }

  /** The answer to a push that failed: the error for people, and the reason of an outage. */
  public static Reply refusal(Throwable failure, String error) {
    return Reply.error(
        isKnown(failure)
            ? Map.of("error", error, "reason", DatabaseUnavailableException.REASON)
            : Map.of("error", error));
  }

  /**
   * Ends a channel in an outage, after which phoenix.js joins again; other failures stay.
   *
   * @param end ends the channel
   */
  public static <T> Future<@Nullable T> endChannel(Future<T> work, Runnable end) {
    return work.<@Nullable T>map(done -> done)
        .recover(
            failure -> {
              if (!isKnown(failure)) {
                return Future.failedFuture(failure);
              }
              end.run();
              return Future.succeededFuture(null);
            });
  }

  /** Refuses a join in an outage, after which phoenix.js tries again; other failures stay. */
  public static Future<Reply> refuseJoin(Throwable failure) {
    return isKnown(failure)
        ? Reply.error(Map.of("reason", DatabaseUnavailableException.REASON)).toFuture()
        : Future.failedFuture(failure);
  }
}
