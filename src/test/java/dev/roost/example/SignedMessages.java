package dev.roost.example;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A channel whose payloads have constraints. */
final class SignedMessages extends Channel {
  record Author(@NotBlank String name) {}

  record SignedMessage(@NotBlank @Size(max = 1000) String text, @Valid Author author) {}

  SignedMessages() {
    on("new_msg", SignedMessage.class, (message, push) -> push.ok());
  }

  @Override
  public Reply join(Join join) {
    return Reply.ok();
  }
}
