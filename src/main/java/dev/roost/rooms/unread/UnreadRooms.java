package dev.roost.rooms.unread;

import dev.roost.rooms.access.AccessEvents;
import io.vertx.core.Future;
import java.util.List;

/** Counts the messages that accounts have not read. Safe for any thread. */
public interface UnreadRooms {
  /** No room counts more unread messages. */
  int MAX_COUNT = 100;

  /** The event of a {@link NewMessage}, on {@link AccessEvents#outsideTopic} of its room. */
  String MESSAGE = "message";

  /** The event of an {@link UnreadRoom}, on {@link #ownTopic} of an account. */
  String READ = "unread:read";

  /** Keeps nothing. */
  UnreadRooms NONE =
      new UnreadRooms() {
        @Override
        public Future<List<UnreadRoom>> of(long userId) {
          return Future.succeededFuture(List.of());
        }

        @Override
        public Future<?> read(long userId, String topic, long messageId) {
          return Future.succeededFuture();
        }

        @Override
        public Future<Boolean> mayFollow(long userId, String topic) {
          return Future.succeededFuture(false);
        }

        @Override
        public void announce(NewMessage message) {}
      };

  /** The rooms that the account has read in, the latest first. */
  Future<List<UnreadRoom>> of(long userId);

  /**
   * Keeps that the account has read a room up to a message, and tells its devices what is left. An
   * earlier message than the one that is known changes nothing.
   */
  Future<?> read(long userId, String topic, long messageId);

  /** Whether the account has read in a room, and may still open it. */
  Future<Boolean> mayFollow(long userId, String topic);

  /** Notifies the devices of the accounts that have read in the message's room before. */
  void announce(NewMessage message);

  /** The topic of an account. */
  static String ownTopic(long userId) {
    return "users:" + userId;
  }
}
