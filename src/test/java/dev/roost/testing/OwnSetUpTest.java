package dev.roost.testing;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.SocketListener;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Frame;
import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.Message;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The test kit with the application's options, sockets and serializers, and the kit's failures. */
class OwnSetUpTest {
  private record UserName(String firstName) {}

  private static final class NamesChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      switch (push.event()) {
        case "name" -> {
          UserName name = push.payload().decode(UserName.class);
          broadcast("named", name);
          push.reply(Reply.ok(name));
        }
        case "vertx" ->
            push.reply(Reply.ok(new JsonObject().put("list", new JsonArray().add("a"))));
        case "throw" -> throw new UnsupportedOperationException("of the channel");
        default -> push("said", Map.of());
      }
    }
  }

  private static void addSockets(Endpoint endpoint) {
    endpoint
        .socket(
            "/socket",
            s -> s.connect(ConnectHandler.acceptAll()).channel("names:*", NamesChannel::new))
        .socket(
            "/other",
            s -> s.connect(ConnectHandler.acceptAll()).channel("other:*", NamesChannel::new));
  }

  private static EndpointOptions options() {
    return new EndpointOptions()
        .secretKeyBase("a".repeat(32))
        .codec(
            new JacksonCodec(
                new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)));
  }

  @Test
  void kitUsesTheApplicationsOptionsAndSockets() {
    try (TestEndpoint endpoint = TestEndpoint.of(options(), OwnSetUpTest::addSockets)) {
      TestChannel ann = endpoint.connect().join("names:1");
      TestChannel bob = endpoint.connecting().path("/other").accepted().join("other:1");
      ann.push("name", new UserName("Ann")).assertReply("ok", exactly(Map.of("first_name", "Ann")));
      assertThat(ann.assertPush("named").decode(UserName.class)).isEqualTo(new UserName("Ann"));
      bob.push("name", Map.of("first_name", "Bob")).assertReply("ok");
      String token = endpoint.endpoint().tokens("salt").sign("ann");
      assertThat(endpoint.endpoint().tokens("salt").verify(token).data().decode(String.class))
          .isEqualTo("ann");
    }
  }

  @Test
  void vertxJsonIsComparedByItsMembers() {
    try (TestEndpoint endpoint = TestEndpoint.of(new EndpointOptions(), OwnSetUpTest::addSockets)) {
      endpoint
          .connect()
          .join("names:1")
          .push("vertx", new JsonObject())
          .assertReply("ok", exactly(Map.of("list", List.of("a"))));
    }
  }

  @Test
  void crashIsTheCauseOfTheFailure() {
    List<Throwable> told = new CopyOnWriteArrayList<>();
    EndpointOptions options =
        options()
            .listener(
                new SocketListener() {
                  @Override
                  public void crashed(Crashed event) {
                    told.add(event.failure());
                  }
                });
    try (TestEndpoint endpoint =
        TestEndpoint.of(options, OwnSetUpTest::addSockets).timeout(Duration.ofMillis(20))) {
      TestPush push = endpoint.connect().join("names:1").push("throw", Map.of());
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> push.assertReply("ok"))
          .withCauseInstanceOf(UnsupportedOperationException.class)
          .havingCause()
          .withMessage("of the channel");
      assertThat(told).hasSize(1);
    }
  }

  /** Encodes a format that the kit's clients cannot decode. */
  private static final class OwnFormat implements Serializer {
    private final Serializer phoenix =
        Objects.requireNonNull(Serializers.phoenix().forVersion("2.0.0"));

    @Override
    public Message decodeText(byte[] utf8) throws dev.roost.serializer.DecodeException {
      return phoenix.decodeText(utf8);
    }

    @Override
    public Message decodeBinary(byte[] bytes) throws dev.roost.serializer.DecodeException {
      return phoenix.decodeBinary(bytes);
    }

    @Override
    public Frame encode(Message message) {
      return Frame.text("not an array");
    }

    @Override
    public Frame encode(ReplyMessage reply) {
      return phoenix.encode(reply);
    }

    @Override
    public Frame fastlane(Broadcast broadcast) {
      return Frame.text("not an array");
    }
  }

  @Test
  void undecodableFrameFailsTheTestAndNotTheChannel() {
    try (TestEndpoint endpoint =
        TestEndpoint.of(
                s ->
                    s.connect(ConnectHandler.acceptAll())
                        .serializers(Serializers.none().with("2.0", new OwnFormat()))
                        .channel("names:*", NamesChannel::new))
            .timeout(Duration.ofMillis(20))) {
      TestChannel ann = endpoint.connect().join("names:1");
      ann.push("say", Map.of());
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> ann.assertPush("said"))
          .havingCause()
          .withMessageContaining("cannot read");
      ann.push("vertx", Map.of()).assertReply("ok");
      assertThat(endpoint.endpoint().metrics().get("/socket").crashed()).isZero();
    }
  }
}
