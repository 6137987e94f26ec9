package dev.roost.rooms.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.access.Accepted;
import dev.roost.rooms.access.AccessRefusedException;
import dev.roost.rooms.access.Invite;
import dev.roost.rooms.access.NewInvite;
import dev.roost.rooms.access.OpenedRoom;
import dev.roost.rooms.access.Role;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.access.RoomState;
import dev.roost.rooms.access.RoomText;
import dev.roost.rooms.config.AccessLimits;
import dev.roost.rooms.database.DatabaseFailures;
import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Members and invites of challenges and chats. */
public final class AccessRoutes {
  private static final int DEFAULT_DAYS = 7;
  private static final int MAX_TOKEN = 100;

  private final RoomAccess access;
  private final AccessLimits limits;
  private final RequestBudgets budgets;

  private record CreatedInvite(
      long id, Role role, @JsonProperty("expires_at") String expiresAt, String token) {
    static CreatedInvite of(NewInvite made) {
      Invite invite = made.invite();
      return new CreatedInvite(invite.id(), invite.role(), invite.expiresAt(), made.token());
    }
  }

  /** Of the rooms that this is the access to. */
  public AccessRoutes(RoomAccess access, AccessLimits limits, RequestBudgets budgets) {
    this.access = access;
    this.limits = limits;
    this.budgets = budgets;
  }

  /**
   * Adds the routes for one kind of rooms.
   *
   * @param base the path of all of them
   * @param signedIn lets only those through who are
   */
  void mount(Router router, String base, Room.Kind kind, Consumer<Route> signedIn) {
    signedIn.accept(router.route(base + "/:id"));
    signedIn.accept(router.route(base + "/:id/*"));
    router.get(base + "/:id").handler(context -> find(context, kind));
    router.patch(base + "/:id").handler(context -> change(context, kind));
    router.delete(base + "/:id").handler(context -> delete(context, kind));
    router.get(base + "/:id/members").handler(context -> members(context, kind));
    router.put(base + "/:id/members/:user").handler(context -> setRole(context, kind));
    router.delete(base + "/:id/members/:user").handler(context -> remove(context, kind));
    router.get(base + "/:id/invites").handler(context -> invites(context, kind));
    router.post(base + "/:id/invites").handler(context -> invite(context, kind));
    router.delete(base + "/:id/invites/:invite").handler(context -> revoke(context, kind));
  }

  // -- Rooms

  private void find(RoutingContext context, Room.Kind kind) {
    room(context, kind)
        .ifPresent(
            room ->
                access
                    .open(room, userId(context))
                    .onSuccess(found -> answer(context, kind, found))
                    .onFailure(failure -> failed(context, failure)));
  }

  private static void answer(RoutingContext context, Room.Kind kind, OpenedRoom room) {
    context.json(Map.of(kind.word(), room.text(), "access", room.access()));
  }

  private void change(RoutingContext context, Room.Kind kind) {
    Form.read(context, kind.word())
        .ifPresent(
            form -> {
              UnaryOperator<RoomState> state = RoomForm.stateChange(form, kind);
              RoomText text = RoomForm.textChange(form, kind);
              if (form.isValid(context) && budgets.isEditPaid(context, text)) {
                room(context, kind).ifPresent(room -> change(context, room, text, state));
              }
            });
  }

  private void change(
      RoutingContext context, Room room, RoomText text, UnaryOperator<RoomState> state) {
    access
        .change(room, userId(context), text, state)
        .onSuccess(changed -> answer(context, room.kind(), changed))
        .onFailure(
            failure -> {
              if (DatabaseFailures.isDuplicate(failure)) {
                Answers.errors(context, List.of(Map.of("room_name", "has already been taken")));
              } else {
                failed(context, failure);
              }
            });
  }

  private void delete(RoutingContext context, Room.Kind kind) {
    room(context, kind).ifPresent(room -> answer(context, access.delete(room, userId(context))));
  }

  // -- Members

  private void members(RoutingContext context, Room.Kind kind) {
    PageQuery.read(context)
        .ifPresent(
            query ->
                room(context, kind)
                    .ifPresent(
                        room ->
                            access
                                .members(room, userId(context), query.after(), query.limit())
                                .onSuccess(page -> PageQuery.answer(context, "members", page))
                                .onFailure(failure -> failed(context, failure))));
  }

  private void setRole(RoutingContext context, Room.Kind kind) {
    Form.read(context, "member")
        .ifPresent(
            form -> {
              Role role = RoomForm.role(form);
              if (form.isValid(context)) {
                withMember(
                    context,
                    kind,
                    (room, member) -> access.setRole(room, userId(context), member, role));
              }
            });
  }

  /** Removes somebody; or, who asks for their own id, ends the membership. */
  private void remove(RoutingContext context, Room.Kind kind) {
    withMember(
        context,
        kind,
        (room, member) ->
            member == userId(context)
                ? access.leave(room, member)
                : access.setRole(room, userId(context), member, Role.NONE));
  }

  @FunctionalInterface
  private interface MemberChange {
    Future<Void> of(Room room, long member);
  }

  private void withMember(RoutingContext context, Room.Kind kind, MemberChange change) {
    OptionalLong member = PathIds.read(context, "user");
    if (member.isPresent()) {
      room(context, kind).ifPresent(room -> answer(context, change.of(room, member.getAsLong())));
    }
  }

  // -- Invites

  private void invites(RoutingContext context, Room.Kind kind) {
    room(context, kind)
        .ifPresent(
            room ->
                access
                    .invites(room, userId(context))
                    .onSuccess(invites -> context.json(Map.of("invites", invites)))
                    .onFailure(failure -> failed(context, failure)));
  }

  private void invite(RoutingContext context, Room.Kind kind) {
    Form.read(context, "invite")
        .ifPresent(
            form -> {
              Role role = RoomForm.invitedRole(form);
              int days = form.number("days", DEFAULT_DAYS, 1, limits.maxInviteDays());
              if (form.isValid(context)) {
                room(context, kind)
                    .filter(room -> budgets.isCreationPaid(context, 0))
                    .ifPresent(room -> invite(context, room, role, days));
              }
            });
  }

  private void invite(RoutingContext context, Room room, Role role, int days) {
    access
        .invite(room, userId(context), role, days)
        .onSuccess(made -> Answers.created(context, Map.of("invite", CreatedInvite.of(made))))
        .onFailure(failure -> failed(context, failure));
  }

  private void revoke(RoutingContext context, Room.Kind kind) {
    OptionalLong invite = PathIds.read(context, "invite");
    if (invite.isPresent()) {
      room(context, kind)
          .ifPresent(
              room -> answer(context, access.revoke(room, userId(context), invite.getAsLong())));
    }
  }

  /** Makes who asks a member of the room that an invite is for. */
  void accept(RoutingContext context) {
    Form.read(context, "invite")
        .ifPresent(
            form -> {
              String token = form.required("token", MAX_TOKEN);
              if (form.isValid(context)) {
                access
                    .accept(token, userId(context))
                    .onSuccess(accepted -> accepted(context, accepted))
                    .onFailure(failure -> notAccepted(context, failure));
              }
            });
  }

  private static void accepted(RoutingContext context, Accepted accepted) {
    context.json(
        Map.of(
            "kind", accepted.room().kind(),
            "id", accepted.room().id(),
            "role", accepted.role()));
  }

  private static void notAccepted(RoutingContext context, Throwable failure) {
    if (failure instanceof AccessRefusedException refused) {
      switch (refused.reason()) {
        case UNKNOWN -> Answers.error(context, 404, "The invite has ended");
        case FORBIDDEN -> Answers.error(context, 403, "An owner removed you from this room");
        default -> failed(context, failure);
      }
    } else {
      failed(context, failure);
    }
  }

  // -- Answers

  private static Optional<Room> room(RoutingContext context, Room.Kind kind) {
    OptionalLong id = PathIds.read(context, "id");
    return id.isPresent() ? Optional.of(new Room(kind, id.getAsLong())) : Optional.empty();
  }

  private static long userId(RoutingContext context) {
    return Authentication.userOf(context).id();
  }

  private static void answer(RoutingContext context, Future<?> done) {
    done.onSuccess(ok -> context.json(Map.of("ok", true)))
        .onFailure(failure -> failed(context, failure));
  }

  /** Answers a client whose role does not allow the action. */
  static void failed(RoutingContext context, Throwable failure) {
    if (!(failure instanceof AccessRefusedException refused)) {
      context.fail(failure);
      return;
    }
    switch (refused.reason()) {
      case UNKNOWN -> Answers.error(context, 404, "Not found");
      case FORBIDDEN -> Answers.error(context, 403, "Only owners may do this");
      case LAST_OWNER ->
          Answers.errors(context, List.of(Map.of("role", "The room needs another owner first")));
      case TOO_MANY ->
          Answers.errors(
              context, List.of(Map.of("role", "The room has as many of them as it may have")));
      default -> context.fail(failure);
    }
  }
}
