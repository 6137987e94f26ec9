package dev.roost.rooms.api;

import dev.roost.presence.Presence;
import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.chats.ChatRooms;
import dev.roost.rooms.chats.Chats;
import dev.roost.rooms.chats.NameTakenException;
import dev.roost.rooms.database.LimitReachedException;
import dev.roost.rooms.database.OwnLimitReachedException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The list of chats, and new ones. */
final class ChatRoutes {
  private final Chats chats;
  private final Presence presence;
  private final RequestBudgets budgets;

  ChatRoutes(Chats chats, Presence presence, RequestBudgets budgets) {
    this.presence = presence;
    this.chats = chats;
    this.budgets = budgets;
  }

  void list(RoutingContext context) {
    ListRequest.read(context)
        .ifPresent(
            query ->
                chats
                    .list(query)
                    .onSuccess(
                        page ->
                            ListRequest.answer(
                                context,
                                "chats",
                                query,
                                page,
                                presence,
                                chat -> ChatRooms.TOPIC_PREFIX + chat.id()))
                    .onFailure(context::fail));
  }

  void add(RoutingContext context) {
    Form.read(context, "chat")
        .ifPresent(
            form -> {
              String name = form.name("room_name", RoomForm.MAX_ROOM_NAME);
              Visibility visibility = RoomForm.visibility(form);
              if (form.isValid(context) && budgets.isCreationPaid(context, 0)) {
                chats
                    .add(name, visibility, Authentication.userOf(context).id())
                    .onSuccess(added -> Answers.created(context, Map.of("chat", added)))
                    .onFailure(failure -> notAdded(context, failure));
              }
            });
  }

  private static void notAdded(RoutingContext context, Throwable failure) {
    if (failure instanceof NameTakenException) {
      Answers.errors(context, List.of(Map.of("room_name", "has already been taken")));
    } else if (failure instanceof LimitReachedException) {
      Answers.errors(context, List.of(Map.of("room_name", "There are too many chats already")));
    } else if (failure instanceof OwnLimitReachedException limit) {
      Answers.errors(
          context,
          List.of(Map.of("room_name", "You have " + limit.max() + " chats, and may have no more")));
    } else {
      context.fail(failure);
    }
  }
}
