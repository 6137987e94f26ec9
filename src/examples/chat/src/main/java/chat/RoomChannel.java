package chat;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import java.util.Map;

/** One client in one room. Fields are its state: all callbacks run on one event loop. */
final class RoomChannel extends Channel {
  record NewMessage(String text) {}

  record Message(String from, String text) {}

  RoomChannel() {
    on("new_msg", NewMessage.class, this::newMessage);
  }

  @Override
  public Reply join(Join join) {
    return join.topicSuffix().isEmpty() ? Reply.error(Map.of("reason", "no room")) : Reply.ok();
  }

  @Override
  public void joined() {
    presence().track(name(), Map.of("status", "online"));
    push("presence_state", presence().list());
  }

  private void newMessage(NewMessage message, Push push) {
    broadcast("new_msg", new Message(name(), message.text()));
    push.ok();
  }

  private String name() {
    return socket().get("name", String.class);
  }
}
