package dev.roost.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.roost.serializer.Payload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The value types of channels and connect handlers. */
class ValuesTest {
  @Test
  void repliesKnowTheirStatus() {
    assertThat(Reply.ok().isOk()).isTrue();
    assertThat(Reply.ok(7).isError()).isFalse();
    assertThat(Reply.error("x").isError()).isTrue();
    assertThat(Reply.of("later").isOk()).isFalse();
    assertThat(Reply.of("ok", 1).isOk()).isTrue();
    assertThat(Reply.ok().response()).hasToString("{}");
    assertThat(Reply.ok(null).response()).isNull();
    assertThat(Reply.ok().toFuture().result()).isSameAs(Reply.ok());
    assertThatNullPointerException().isThrownBy(() -> new Reply(null, Payload.EMPTY));
  }

  @Test
  void connectResultsAreImmutable() {
    ConnectResult plain = ConnectResult.accept();
    ConnectResult more = plain.assign("a", 1).id("users:1").assign("b", 2).assign("a", 3);
    assertThat(plain.assigns()).isEmpty();
    assertThat(plain.id()).isNull();
    assertThat(more.assigns()).isEqualTo(Map.of("a", 3, "b", 2));
    assertThat(more.id()).isEqualTo("users:1");
    assertThat(more.isAccepted()).isTrue();
    assertThat(more.now().result()).isSameAs(more);
  }

  @Test
  void refusalHasOnlyAReason() {
    ConnectResult refused = ConnectResult.refuse(List.of("why"));
    assertThat(refused.isAccepted()).isFalse();
    assertThat(refused.reason()).isEqualTo(List.of("why"));
    assertThat(ConnectResult.refuse().reason()).isNull();
    assertThatIllegalStateException().isThrownBy(() -> refused.id("x"));
    assertThatIllegalStateException().isThrownBy(() -> refused.assign("x", 1));
    assertThatNullPointerException().isThrownBy(() -> ConnectResult.refuse(null));
    assertThatNullPointerException().isThrownBy(() -> ConnectResult.accept().id(null));
    assertThatNullPointerException().isThrownBy(() -> ConnectResult.accept().assign("a", null));
  }

  @Test
  void socketsHoldWhatWasAssigned() {
    Map<String, Object> assigns = new HashMap<>(Map.of("user", "eve"));
    Socket socket = new Socket(null, "websocket", "2.0.0", assigns);
    assigns.put("user", "mallory");
    assertThat(socket.get("user")).isEqualTo("eve");
    assertThat(socket.get("user", String.class)).isEqualTo("eve");
    assertThat(socket.get("none")).isNull();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> socket.get("none", String.class))
        .withMessageContaining("none");
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> socket.get("user", Integer.class));
  }

  @Test
  void paramsMayBeNested() {
    Params params = new Params(Map.of("a", "1", "b", Map.of("c", "2"), "d", List.of("3")));
    assertThat(params.get("a")).isEqualTo("1");
    assertThat(params.get("b")).isNull();
    assertThat(params.get("d")).isNull();
    assertThat(params.get("e")).isNull();
  }

  @Test
  void channelStopsWithOneOfThreeReasons() {
    Set<StopReason> own =
        Stream.of(StopReason.values())
            .filter(StopReason::isOwnDecision)
            .collect(Collectors.toSet());
    assertThat(own)
        .containsExactlyInAnyOrder(StopReason.NORMAL, StopReason.SHUTDOWN, StopReason.ERROR);
  }

  @Test
  void channelMethodsThrowBeforeJoin() {
    Channel channel = new Idle();
    assertThatIllegalStateException().isThrownBy(channel::topic);
    assertThatIllegalStateException().isThrownBy(channel::socket);
    assertThatIllegalStateException().isThrownBy(() -> channel.post("x"));
    assertThatIllegalStateException().isThrownBy(() -> channel.push("e", Map.of()));
    assertThatIllegalStateException().isThrownBy(channel::stop);
    assertThatIllegalArgumentException().isThrownBy(() -> channel.stop(StopReason.LEFT));
    assertThat(channel).hasToString("Idle");
    assertThat(channel.intercepts()).isEmpty();
  }

  /** Overrides only the abstract methods. */
  private static final class Idle extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }
  }
}
