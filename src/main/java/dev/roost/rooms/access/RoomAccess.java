package dev.roost.rooms.access;

import dev.roost.Endpoint;
import dev.roost.rooms.access.AccessEvents.RoleChanged;
import dev.roost.rooms.access.AccessRefusedException.Reason;
import dev.roost.rooms.config.AccessLimits;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Page;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.database.Transaction;
import dev.roost.rooms.lanes.Lanes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Decides on the rights in rooms, and sends their channels on all servers the changes. Requests of
 * people fail with an {@link AccessRefusedException}. Safe for any thread.
 */
public final class RoomAccess {
  /** How many changes one look into the database finds; the latest first. */
  private static final int MAX_CHANGES = 10_000;

  /** By how much the clocks of servers may differ. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

  private final Endpoint endpoint;
  private final Lanes lanes;
  private final Database database;
  private final SqlAccess rows;
  private final SqlInvites invites;
  private final AccessLimits limits;

  private RoomAccess(Endpoint endpoint, Lanes lanes, Database database, AccessLimits limits) {
    this.endpoint = endpoint;
    this.lanes = lanes;
    this.database = database;
    this.rows = new SqlAccess(database);
    this.invites = new SqlInvites(database);
    this.limits = limits;
  }

  /**
   * Opens the access to the rooms of a database, and follows the changes of other servers as long
   * as Vert.x runs.
   *
   * @param checkSeconds how often this server looks for changes whose message it missed
   */
  public static Future<RoomAccess> open(
      Vertx vertx,
      Endpoint endpoint,
      Lanes lanes,
      Database database,
      AccessLimits limits,
      int checkSeconds) {
    RoomAccess access = new RoomAccess(endpoint, lanes, database, limits);
    return vertx.deployVerticle(new AccessSweep(access, checkSeconds)).map(access);
  }

  /** The access of a person to a room; nothing if there is no such room. */
  public Future<Optional<Access>> find(Room room, long userId) {
    return rows.find(room, userId);
  }

  /** The access of a person who may open the room. */
  public Future<Access> require(Room room, long userId) {
    return rows.find(room, userId).compose(RoomAccess::requireOpen);
  }

  private static Future<Access> requireOpen(Optional<Access> found) {
    return found
        .filter(Access::canOpen)
        .map(Future::succeededFuture)
        .orElseGet(() -> refused(Reason.UNKNOWN));
  }

  /** The access of an owner. */
  public Future<Access> requireOwner(Room room, long userId) {
    return require(room, userId).compose(RoomAccess::requireOwner);
  }

  private static Future<Access> requireOwner(Access access) {
    return access.isOwner() ? Future.succeededFuture(access) : refused(Reason.FORBIDDEN);
  }

  /** Locks the room. Reads the access once more: it may have changed before the lock. */
  private Future<Access> lockAsOwner(Transaction transaction, Access access, long ownerId) {
    return rows.lockRow(transaction, access.chatId())
        .compose(locked -> rows.find(transaction, access.room(), ownerId))
        .compose(RoomAccess::requireOpen)
        .compose(RoomAccess::requireOwner);
  }

  // -- Members

  /** The members whose ids are larger, by id, up to a limit. Everyone in the room may know them. */
  public Future<Page<Member>> members(Room room, long userId, long after, int limit) {
    return require(room, userId)
        .compose(access -> rows.members(access.chatId(), after, limit + 1))
        .map(members -> Page.of(members, limit, Member::userId));
  }

  /**
   * Gives a person a role, or takes the room from them with {@link Role#NONE}: their channels in
   * the room end on all servers, and no invite lets them in again.
   *
   * @param ownerId an owner of the room
   * @param userId a member; in an open room, any account
   */
  public Future<Void> setRole(Room room, long ownerId, long userId, Role role) {
    return requireOwner(room, ownerId)
        .compose(
            access ->
                changeMembers(
                    room,
                    transaction ->
                        lockAsOwner(transaction, access, ownerId)
                            .compose(owner -> rows.find(transaction, room, userId))
                            .compose(member -> requireReachable(transaction, member, userId))
                            .compose(member -> rows.put(transaction, member, userId, role))
                            .compose(put -> requireSound(transaction, access, put))));
  }

  // Otherwise an owner could put strangers into a private room.
  private Future<Access> requireReachable(
      Transaction transaction, Optional<Access> member, long userId) {
    Access access = member.orElse(null);
    if (access == null) {
      return refused(Reason.UNKNOWN);
    }
    if (access.membership().role().isPresent()) {
      return Future.succeededFuture(access);
    }
    return access.state().visibility() == Visibility.OPEN
        ? rows.hasAccount(transaction, userId)
            .compose(exists -> exists ? Future.succeededFuture(access) : refused(Reason.UNKNOWN))
        : refused(Reason.UNKNOWN);
  }

  /** Ends one's own membership. An open room can still be opened. */
  public Future<Void> leave(Room room, long userId) {
    return require(room, userId)
        .compose(
            access ->
                access.membership().role().isEmpty()
                    ? Future.succeededFuture()
                    : changeMembers(
                        room,
                        transaction ->
                            rows.lockRow(transaction, access.chatId())
                                .compose(locked -> rows.delete(transaction, access, userId))
                                .compose(left -> requireSound(transaction, access, left))));
  }

  private <T> Future<T> requireSound(Transaction transaction, Access access, T result) {
    return rows.requireSound(transaction, access.chatId(), limits.maxMembers()).map(result);
  }

  private Future<Void> changeMembers(Room room, Work<RoleChanged> work) {
    return inTurn(room, work, changed -> tell(room, AccessEvents.ROLE_CHANGED, changed)).mapEmpty();
  }

  @FunctionalInterface
  private interface Work<T> {
    Future<T> in(Transaction transaction);
  }

  // -- The room

  /** The room's texts, and the access of a person who may open it. */
  public Future<OpenedRoom> open(Room room, long userId) {
    return require(room, userId)
        .compose(access -> rows.text(access).map(text -> new OpenedRoom(text, access)));
  }

  /**
   * Changes the name of the room and its state.
   *
   * @param ownerId an owner
   * @return fails with a duplicate of {@link dev.roost.rooms.database.DatabaseFailures} if another
   *     chat has the name
   */
  public Future<OpenedRoom> change(
      Room room, long ownerId, RoomText text, UnaryOperator<RoomState> change) {
    return requireOwner(room, ownerId)
        .compose(
            owner ->
                inTurn(
                    room,
                    transaction -> change(transaction, owner, ownerId, text, change),
                    changed -> announce(owner, text, changed)));
  }

  private Future<OpenedRoom> change(
      Transaction transaction,
      Access owner,
      long ownerId,
      RoomText text,
      UnaryOperator<RoomState> change) {
    return lockAsOwner(transaction, owner, ownerId)
        .compose(
            present -> {
              RoomState before = present.state();
              RoomState wanted = change.apply(before);
              Future<RoomState> state =
                  wanted.equals(before)
                      ? Future.succeededFuture(before)
                      : rows.change(transaction, present, wanted);
              return state.compose(
                  now ->
                      (text.isEmpty()
                              ? rows.text(transaction, owner)
                              : rows.edit(transaction, owner, text))
                          .map(called -> new OpenedRoom(called, owner.with(now))));
            });
  }

  private void announce(Access before, RoomText text, OpenedRoom changed) {
    Room room = before.room();
    if (!text.isEmpty()) {
      endpoint.broadcast(room.topic(), AccessEvents.ROOM_EDITED, changed.text());
    }
    if (changed.access().state().changedAt() != before.state().changedAt()) {
      tell(room, AccessEvents.ROOM_CHANGED, changed.access().state());
    }
  }

  /**
   * Deletes the room with all that belongs to it. Its channels end on all servers.
   *
   * @param ownerId an owner
   */
  public Future<Void> delete(Room room, long ownerId) {
    return requireOwner(room, ownerId)
        .compose(
            owner ->
                inTurn(
                    room,
                    transaction ->
                        lockAsOwner(transaction, owner, ownerId)
                            .compose(
                                locked -> RoomDeletion.delete(transaction, room, owner.chatId()))
                            .map(room),
                    deleted -> tell(room, AccessEvents.ROOM_DELETED, deleted)))
        .mapEmpty();
  }

  /** Deletes the rooms of which a person is the only owner. */
  public Future<Void> deleteOwnedBy(long userId) {
    return rows.ownedOnlyBy(userId)
        .compose(
            owned -> {
              Future<Void> done = Future.succeededFuture();
              for (Room room : owned) {
                done = done.compose(before -> delete(room, userId));
              }
              return done;
            });
  }

  private <T> Future<T> inTurn(Room room, Work<T> work, Consumer<T> announce) {
    return lanes
        .of(room.topic())
        .inTurn(room.topic(), () -> database.transaction(work::in), announce);
  }

  // -- Invites

  /** The invites in force. */
  public Future<List<Invite>> invites(Room room, long ownerId) {
    return requireOwner(room, ownerId)
        .compose(access -> invites.list(access.chatId(), limits.maxInvites()));
  }

  /**
   * Makes an invite.
   *
   * @param role editor or viewer
   * @param days after how many days it ends, at most {@code rooms.max-invite-days}
   */
  public Future<NewInvite> invite(Room room, long ownerId, Role role, int days) {
    String token = LinkToken.random();
    long expiresAt = Times.now() + Duration.ofDays(days).toMillis();
    return requireOwner(room, ownerId)
        .compose(
            access ->
                database.transaction(
                    transaction ->
                        lockAsOwner(transaction, access, ownerId)
                            .compose(locked -> invites.count(transaction, access.chatId()))
                            .compose(
                                number ->
                                    number < limits.maxInvites()
                                        ? invites.add(
                                            transaction,
                                            access.chatId(),
                                            role,
                                            LinkToken.hash(token),
                                            expiresAt)
                                        : refused(Reason.TOO_MANY))))
        .map(invite -> new NewInvite(invite, token));
  }

  /** Ends an invite. Those who came by it stay. */
  public Future<Void> revoke(Room room, long ownerId, long inviteId) {
    return requireOwner(room, ownerId)
        .compose(access -> invites.revoke(access.chatId(), inviteId))
        .compose(revoked -> revoked ? Future.succeededFuture() : refused(Reason.UNKNOWN));
  }

  /** Makes a person a member by the token of an invite. It never takes anything from them. */
  public Future<Accepted> accept(String token, long userId) {
    String hash = LinkToken.hash(token);
    return invites
        .find(hash)
        .compose(
            found ->
                found.isEmpty()
                    ? refused(Reason.UNKNOWN)
                    : lanes
                        .of(found.get().room().topic())
                        .inTurn(
                            found.get().room().topic(),
                            () ->
                                database.transaction(
                                    transaction -> accept(transaction, found.get(), hash, userId)),
                            accepted ->
                                tell(found.get().room(), AccessEvents.ROLE_CHANGED, accepted))
                        .map(
                            accepted ->
                                new Accepted(
                                    found.get().room(), Objects.requireNonNull(accepted.role()))));
  }

  private Future<RoleChanged> accept(
      Transaction transaction, SqlInvites.Found found, String hash, long userId) {
    Room room = found.room();
    return rows.lockRow(transaction, found.chatId())
        // Once more: it may have been revoked before the row was locked.
        .compose(locked -> invites.find(transaction, hash))
        .compose(still -> still.isEmpty() ? refused(Reason.UNKNOWN) : Future.succeededFuture())
        .compose(still -> rows.find(transaction, room, userId))
        .compose(
            access -> access.map(Future::succeededFuture).orElseGet(() -> refused(Reason.UNKNOWN)))
        .compose(
            access -> {
              if (access.membership().role().isPresent()) {
                // Only owners change the roles of members, and admit removed persons again.
                return access.canOpen()
                    ? Future.succeededFuture(RoleChanged.of(userId, access.membership()))
                    : refused(Reason.FORBIDDEN);
              }
              Role role = access.role().includes(found.role()) ? access.role() : found.role();
              return rows.put(transaction, access, userId, role)
                  .compose(put -> requireSound(transaction, access, put));
            });
  }

  private static <T> Future<T> refused(Reason reason) {
    return Future.failedFuture(new AccessRefusedException(reason));
  }

  // -- Between servers

  /** Looks into the database for changes that other servers made, and tells this one's channels. */
  Future<?> catchUp(int seconds) {
    long since = Times.now() - 2_000L * seconds - CLOCK_DIFFERENCE.toMillis();
    Future<?> roles =
        rows.rolesSince(since, MAX_CHANGES)
            .onSuccess(
                changes ->
                    changes.forEach(
                        each ->
                            broadcastLocally(each.room(), AccessEvents.ROLE_FOUND, each.change())));
    return rows.statesSince(since, MAX_CHANGES)
        .onSuccess(
            changes ->
                changes.forEach(
                    each -> broadcastLocally(each.room(), AccessEvents.ROOM_FOUND, each.state())))
        .compose(told -> roles);
  }

  // The channels of accounts follow the new messages of rooms that they are not in.
  private void tell(Room room, String event, Object payload) {
    endpoint.broadcast(room.topic(), event, payload);
    endpoint.broadcast(AccessEvents.outsideTopic(room.topic()), event, payload);
  }

  private void broadcastLocally(Room room, String event, Object payload) {
    endpoint.localBroadcast(room.topic(), event, payload);
    endpoint.localBroadcast(AccessEvents.outsideTopic(room.topic()), event, payload);
  }
}
