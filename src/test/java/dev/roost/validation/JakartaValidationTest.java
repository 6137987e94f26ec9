package dev.roost.validation;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.PayloadValidator;
import dev.roost.testing.PayloadMatch;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestSocket;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Constraints on payloads, and the errors that clients receive. */
@Timeout(60)
class JakartaValidationTest {
  private final List<TestEndpoint> endpoints = new ArrayList<>();

  /** Explicit constraint messages, independent of the machine's locale. */
  public record Author(@NotBlank(message = "must not be blank") String name) {}

  /** A payload with constraints of all kinds. */
  public record NewMessage(
      @NotBlank(message = "must not be blank") @Size(max = 3, message = "has at most 3 letters") String text,
      @Valid Author author,
      List<@Max(value = 9, message = "is at most 9") Integer> marks,
      Map<String, @Valid Author> others) {}

  /** A class-level constraint. */
  public record Range(int from, int until) {
    /** Not a JSON member, but the property name of the violation. */
    @AssertTrue(message = "must not be empty") boolean isNotEmpty() {
      return from < until;
    }
  }

  private record Free(String text) {}

  private static final class RoomChannel extends Channel {
    RoomChannel() {
      on("new_msg", NewMessage.class, (message, push) -> push.ok());
      on("range", Range.class, (range, push) -> push.ok());
      on("free", Free.class, (free, push) -> push.ok());
    }

    @Override
    public Reply join(Join join) {
      join.payload().decode(Author.class);
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.payload().decode(Author.class);
      push.ok();
    }
  }

  private static final class BlockingRoom extends BlockingChannel {
    @Override
    public Reply join(Join join) {
      on("author", Author.class, (author, push) -> push.ok());
      return Reply.ok();
    }
  }

  private TestSocket connected(EndpointOptions options, Supplier<Channel> factory) {
    TestEndpoint endpoint =
        TestEndpoint.create(options)
            .socket("/socket", s -> s.connect(ConnectHandler.acceptAll()).channel("room", factory))
            .timeout(Duration.ofSeconds(20));
    endpoints.add(endpoint);
    return endpoint.connect();
  }

  private TestChannel joined(EndpointOptions options) {
    return connected(options, RoomChannel::new).join("room", Map.of("name", "ann"));
  }

  private static PayloadMatch errors(Map<String, String> errors) {
    return exactly(Map.of("reason", "invalid payload", "errors", errors));
  }

  private static Map<String, Object> message(String text, String author, List<Integer> marks) {
    return Map.of(
        "text",
        text,
        "author",
        Map.of("name", author),
        "marks",
        marks,
        "others",
        Map.of("bob", Map.of("name", author)));
  }

  @AfterEach
  void close() {
    endpoints.forEach(TestEndpoint::close);
  }

  @Test
  void violationsAreAnErrorOfEachMember() {
    TestChannel room = joined(new EndpointOptions());
    room.push("new_msg", message("hi", "ann", List.of(1, 2))).assertReply("ok");
    room.push("new_msg", message("    ", "", List.of(1, 10, 11)))
        .assertReply(
            "error",
            errors(
                Map.of(
                    "text", "has at most 3 letters; must not be blank",
                    "author.name", "must not be blank",
                    "marks[1]", "is at most 9",
                    "marks[2]", "is at most 9",
                    "others.bob.name", "must not be blank")));
    room.push("range", Map.of("from", 2, "until", 1))
        .assertReply("error", errors(Map.of("notEmpty", "must not be empty")));
    room.push("free", Map.of("text", "")).assertReply("ok");
  }

  @Test
  void joinsAndDecodedPayloadsAreChecked() {
    TestSocket socket = connected(new EndpointOptions(), RoomChannel::new);
    socket
        .joining("room", Map.of("name", ""))
        .assertReply("error", errors(Map.of("name", "must not be blank")));
    TestChannel room = socket.join("room", Map.of("name", "ann"));
    room.push("other", Map.of("name", ""))
        .assertReply("error", errors(Map.of("name", "must not be blank")));
  }

  @Test
  void blockingChannelsAreCheckedOnTheirThread() {
    TestChannel room = connected(new EndpointOptions(), BlockingRoom::new).join("room");
    room.push("author", Map.of("name", ""))
        .assertReply("error", errors(Map.of("name", "must not be blank")));
    room.push("author", Map.of("name", "ann")).assertReply("ok");
  }

  @Test
  void validationCanBeTurnedOff() {
    TestChannel room = joined(new EndpointOptions().validator(PayloadValidator.NONE));
    room.push("new_msg", message("    ", "", List.of(10))).assertReply("ok");
  }

  @Test
  void applicationsValidatorIsUsed() {
    try (var factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(
                new jakarta.validation.MessageInterpolator() {
                  @Override
                  public String interpolate(String template, Context context) {
                    return "of mine";
                  }

                  @Override
                  public String interpolate(String template, Context context, Locale locale) {
                    return "of mine";
                  }
                })
            .buildValidatorFactory()) {
      TestChannel room =
          joined(new EndpointOptions().validator(JakartaValidation.of(factory.getValidator())));
      room.push("other", Map.of("name", ""))
          .assertReply("error", errors(Map.of("name", "of mine")));
    }
  }

  @Test
  void errorReplyIsLimited() {
    TestChannel room = joined(new EndpointOptions());
    int size =
        room.push("new_msg", message("hi", "ann", Collections.nCopies(1_000, 10)))
            .assertReply("error")
            .json()
            .get("errors")
            .size();
    assertThat(size).isEqualTo(ConstraintCheck.MAX_ERRORS);
  }
}
