package dev.roost.rooms.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.Params;
import dev.roost.live.LiveUri;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.rooms.access.Visibility;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.chats.ChatSummary;
import dev.roost.rooms.chats.Chats;
import dev.roost.rooms.lists.ListQuery;
import dev.roost.rooms.names.NameCheck;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /live/chats}: the chats, and a form for another. */
final class ChatsView extends AccountView {
  private static final int PAGE_SIZE = 100;
  private static final int MAX_ROOM_NAME = 100;

  private static final Template<ChatsView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <.bar paths={paths} name={user.firstName} csrfToken={csrfToken}/>
          <.notices flash={flash}/>
          <main class="page" data-testid="chats">
            <header class="page-head"><h1>Chats</h1></header>
            <form id="new-chat" class="inline-form card" phx-change="validate" phx-submit="open" data-testid="chat-form">
              <.field label="Name of a new chat" id="room-name" name="chat[room_name]" type="text" value={roomName} autocomplete="off" error={roomNameError}/>
              <button class="button primary" phx-disable-with="Creating…" data-testid="submit">Create</button>
            </form>
            <p :if={chats.isEmpty} class="empty">There are no chats yet. Create the first one.</p>
            <ul class="cards">
              <li :for={c in chats} :key={c.id}>
                <a class="card card-link row" href="{paths.chats}/{c.id}" data-phx-link="redirect" data-phx-link-state="push" data-testid="chat"><h2>{c.roomName}</h2></a>
              </li>
            </ul>
            <p :if={next}><a href="{paths.chats}?after={next}" data-phx-link="patch" data-phx-link-state="push" data-testid="more">More chats</a></p>
          </main>
          """,
          Ui.class);

  private record NewChat(@JsonProperty("room_name") String roomName) {}

  private final Chats all;
  private final Budgets budgets;
  private @Nullable String address;
  List<ChatSummary> chats = List.of();
  @Nullable Long next;
  String roomName = "";
  @Nullable String roomNameError;

  ChatsView(LivePaths paths, Chats chats, Budgets budgets) {
    super(paths);
    this.all = chats;
    this.budgets = budgets;
    on("validate", "chat", NewChat.class, (filledIn, event) -> validate(filledIn));
    on("open", "chat", NewChat.class, (filledIn, event) -> open(filledIn));
  }

  @Override
  protected void mount(Mount mount) {
    super.mount(mount);
    title("Chats");
    ConnectInfo.PeerData peer = mount.connectInfo().peerData();
    address = peer == null ? null : peer.address();
  }

  @Override
  protected void handleParams(Params params, LiveUri uri) {
    hold(
        all.list(ListQuery.byId(user.id(), after(params.get("after")), PAGE_SIZE))
            .onSuccess(
                page -> {
                  chats = page.items();
                  next = page.next() == null ? null : page.next().id();
                }));
  }

  private static long after(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private void validate(NewChat filledIn) {
    roomName = filledIn.roomName();
    roomNameError = NameCheck.of(roomName, MAX_ROOM_NAME).error();
  }

  private void open(NewChat filledIn) {
    validate(filledIn);
    if (roomNameError != null) {
      return;
    }
    try {
      budgets.pay(Payer.of(user, address), Budget.CREATIONS, 0);
    } catch (BudgetSpentException spent) {
      roomNameError = Refusals.text(spent, "");
      return;
    }
    String name = NameCheck.of(roomName, MAX_ROOM_NAME).name();
    hold(
        all.add(name, Visibility.OPEN, user.id())
            .<Void>map(
                chat -> {
                  pushNavigate(LivePaths.chat(chat.id()));
                  return null;
                })
            .recover(
                failure -> {
                  roomNameError = Refusals.text(failure, "The chat could not be opened.");
                  return Future.succeededFuture();
                }));
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
