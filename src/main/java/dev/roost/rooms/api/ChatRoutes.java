package dev.roost.rooms.api;

import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.budgets.Budgets;
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
  private final Budgets budgets;

  ChatRoutes(Chats chats, Budgets budgets) {
    this.chats = chats;
    this.budgets = budgets;
  }

  void list(RoutingContext context) {
    PageQuery.read(context)
        .ifPresent(
            query ->
                chats
                    .after(
                        Authentication.userOf(context).id(),
                        Boolean.parseBoolean(context.request().getParam("archived")),
                        query.after(),
                        query.limit())
                    .onSuccess(page -> PageQuery.answer(context, "chats", page))
                    .onFailure(context::fail));
  }

  void add(RoutingContext context) {
    Form.read(context, "chat")
        .ifPresent(
            form -> {
              String name = form.name("room_name", RoomForm.MAX_ROOM_NAME);
              Visibility visibility = RoomForm.visibility(form);
              if (form.isValid(context) && Creation.isPaid(context, budgets, 0)) {
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
