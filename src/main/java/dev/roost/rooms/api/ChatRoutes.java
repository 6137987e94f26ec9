package dev.roost.rooms.api;

import dev.roost.rooms.chats.Chats;
import dev.roost.rooms.chats.NameTakenException;
import dev.roost.rooms.database.LimitReachedException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The list of chats, and new ones. */
final class ChatRoutes {
  private static final int MAX_ROOM_NAME = 100;

  private final Chats chats;

  ChatRoutes(Chats chats) {
    this.chats = chats;
  }

  void all(RoutingContext context) {
    chats.all().onSuccess(all -> context.json(Map.of("chats", all))).onFailure(context::fail);
  }

  void add(RoutingContext context) {
    Form.read(context, "chat")
        .ifPresent(
            form -> {
              String name = form.required("room_name", MAX_ROOM_NAME);
              if (form.isGood(context)) {
                chats
                    .add(name)
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
    } else {
      context.fail(failure);
    }
  }
}
