package dev.roost.rooms.api;

import dev.roost.rooms.lists.SearchText;
import dev.roost.rooms.talk.TalkRoomList;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The list of the rooms that exist, for all who may join rooms. */
final class TalkRoomRoutes {
  private final TalkRoomList rooms;
  private final boolean guests;

  TalkRoomRoutes(TalkRoomList rooms, boolean guests) {
    this.rooms = rooms;
    this.guests = guests;
  }

  void list(RoutingContext context) {
    if (!guests && Authentication.tokenUserOf(context).isEmpty()) {
      Answers.error(context, 403, "Not Authenticated!");
      return;
    }
    Optional<SearchText> search = ListRequest.search(context);
    if (search.isEmpty()) {
      return;
    }
    String after = context.request().getParam("after");
    Optional<TalkRoomList.Position> position =
        after == null ? Optional.empty() : TalkRoomList.Position.parse(after);
    Optional<Integer> limit = PageQuery.limit(context.request().getParam("limit"));
    if (limit.isEmpty() || (after != null && position.isEmpty())) {
      ListRequest.refuse(context, PageQuery.ERROR);
      return;
    }
    rooms
        .part(search.get(), position.orElse(null), limit.get())
        .onSuccess(part -> answer(context, part))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, TalkRoomList.Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rooms", part.rooms());
    json.put("lobby", rooms.here("lobby"));
    if (part.next() != null) {
      json.put("next", part.next().toString());
    }
    context.json(json);
  }
}
