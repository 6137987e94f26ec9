package dev.roost.rooms;

import dev.roost.Endpoint;
import dev.roost.SocketMount;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.challenges.ChallengeChannel;
import dev.roost.rooms.challenges.ChallengeRooms;
import dev.roost.rooms.challenges.Challenges;
import dev.roost.rooms.challenges.RunListener;
import dev.roost.rooms.challenges.SqlChallenges;
import dev.roost.rooms.challenges.SqlRuns;
import dev.roost.rooms.challenges.SqlTestCases;
import dev.roost.rooms.chats.ChatChannel;
import dev.roost.rooms.chats.ChatRooms;
import dev.roost.rooms.chats.Chats;
import dev.roost.rooms.chats.Messages;
import dev.roost.rooms.chats.SqlChats;
import dev.roost.rooms.chats.SqlMessages;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.lanes.Lanes;
import dev.roost.rooms.lists.ListChannel;
import dev.roost.rooms.lists.RoomActivity;
import dev.roost.rooms.talk.LobbyChannel;
import dev.roost.rooms.talk.RoomChannel;
import dev.roost.rooms.talk.SqlRoomMessages;
import dev.roost.rooms.talk.TalkRoomList;
import dev.roost.rooms.talk.TalkRooms;
import dev.roost.rooms.unread.SqlUnreadRooms;
import dev.roost.rooms.unread.UnreadRooms;
import dev.roost.rooms.users.UserChannel;
import io.vertx.core.Vertx;

/** Creates the services behind the channels. */
final class Services {
  /** How often a list that is open is told who is in its rooms. */
  private static final int LIST_CHECK_MILLIS = 2_000;

  private final Database database;
  private final RoomLimits limits;
  private final Budgets budgets;
  private final Presence presence;
  private final Challenges challenges;
  private final Chats chats;
  private final UnreadRooms unread;
  private final ChallengeRooms challengeRooms;
  private final ChatRooms chatRooms;
  private final TalkRooms talkRooms;
  private final RoomAccess access;
  private final TalkRoomList talkRoomList;

  Services(
      Vertx vertx,
      Settings settings,
      Database database,
      Endpoint endpoint,
      Lanes lanes,
      RoomAccess access,
      Budgets budgets,
      RunListener runListener) {
    this.access = access;
    this.budgets = budgets;
    this.database = database;
    limits = settings.rooms();
    presence = endpoint.presence(new PresenceOptions());
    Messages messages = new SqlMessages(database, limits);
    unread = new SqlUnreadRooms(database, endpoint, limits.maxUnreadRooms());
    RoomActivity activity = new RoomActivity(vertx, database);
    talkRoomList = new TalkRoomList(database, presence);
    challenges =
        new SqlChallenges(database, messages, limits, settings.budgets().challengesPerAccount());
    chats =
        new SqlChats(database, messages, limits.maxChats(), settings.budgets().chatsPerAccount());
    challengeRooms =
        new ChallengeRooms(
            vertx,
            endpoint,
            lanes,
            challenges,
            messages,
            unread,
            activity,
            new SqlRuns(database),
            new SqlTestCases(database, limits.maxCases()),
            runListener,
            limits.maxResponseBytes());
    chatRooms = new ChatRooms(endpoint, lanes, chats, messages, unread, activity);
    talkRooms =
        new TalkRooms(endpoint, lanes, new SqlRoomMessages(database, limits), unread, activity);
  }

  Database database() {
    return database;
  }

  Presence presence() {
    return presence;
  }

  Challenges challenges() {
    return challenges;
  }

  Chats chats() {
    return chats;
  }

  TalkRoomList talkRoomList() {
    return talkRoomList;
  }

  ChallengeRooms challengeRooms() {
    return challengeRooms;
  }

  RoomAccess access() {
    return access;
  }

  ChatRooms chatRooms() {
    return chatRooms;
  }

  void addChannels(SocketMount socket) {
    socket
        .channel(
            ChallengeRooms.TOPIC_PREFIX + "*",
            () -> new ChallengeChannel(challengeRooms, access, presence, limits, budgets))
        .channel(
            ChatRooms.TOPIC_PREFIX + "*",
            () -> new ChatChannel(chatRooms, access, presence, limits, budgets))
        .channel(LobbyChannel.TOPIC, () -> new LobbyChannel(presence, limits, budgets))
        .channel(
            TalkRooms.TOPIC_PREFIX + "*",
            () -> new RoomChannel(talkRooms, presence, limits, budgets))
        .channel(ListChannel.TOPIC, () -> new ListChannel(database, presence, LIST_CHECK_MILLIS))
        .channel("users:*", () -> new UserChannel(unread, 2 * limits.maxUnreadRooms()));
  }
}
