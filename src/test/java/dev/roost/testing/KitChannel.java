package dev.roost.testing;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import java.util.List;
import java.util.Map;

/** The channel for tests of the kit. */
final class KitChannel extends Channel {
  private final List<StopReason> ended;

  KitChannel(List<StopReason> ended) {
    this.ended = ended;
  }

  @Override
  public Reply join(Join join) {
    return join.topicSuffix().equals("private")
        ? Reply.error(Map.of("reason", "private"))
        : Reply.ok(join.payload());
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "echo" -> push.reply(Reply.ok(push.payload()));
      case "push" -> push("pushed", push.payload());
      case "all" -> broadcast("said", push.payload());
      case "others" -> broadcastFrom("said", push.payload());
      case "work" ->
          executeBlocking(() -> push.payload())
              .compose(first -> executeBlocking(() -> first))
              .onSuccess(done -> push("worked", done));
      case "later" -> postAfter(1, "late");
      case "stop" -> stop();
      case "silence" -> {}
      default -> push.unknown();
    }
  }

  @Override
  public void handleInfo(Object message) {
    push("late", Map.of());
  }

  @Override
  public void terminate(StopReason reason) {
    ended.add(reason);
  }
}
