package dev.roost.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Params;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The decision whether a client may connect. */
class AdmissionTest {
  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Future<Admission> admit(ConnectHandler handler, Map<String, Object> params) {
    return fixture.definition(handler).admit(new Params(params), ConnectInfo.NONE, "test");
  }

  private Admission admitted(ConnectHandler handler) {
    return admit(handler, Map.of("vsn", "2.0.0")).result();
  }

  @Test
  void handlerReceivesTheRequest() {
    List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
    ConnectHandler handler =
        request -> {
          requests.add(request);
          return ConnectResult.accept().id("users:1").assign("a", 1).now();
        };
    Admission admission = admit(handler, Map.of("vsn", "2.0.0", "token", "t")).result();
    assertThat(requests.get(0).params().get("token")).isEqualTo("t");
    assertThat(requests.get(0).transport()).isEqualTo("test");
    assertThat(requests.get(0).vsn()).isEqualTo("2.0.0");
    assertThat(admission.isAccepted()).isTrue();
    assertThat(admission.socket().id()).isEqualTo("users:1");
    assertThat(admission.socket().get("a")).isEqualTo(1);
  }

  @Test
  void missingVsnMeansVersion1() {
    Admission admission = admit(ConnectHandler.acceptAll(), Map.of()).result();
    assertThat(admission.socket().vsn()).isEqualTo("1.0.0");
  }

  @Test
  void unknownVsnIsRefusedBeforeTheHandlerRuns() {
    List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
    ConnectHandler handler =
        request -> {
          requests.add(request);
          return ConnectResult.accept().now();
        };
    for (Object vsn : List.of("3.0.0", "2.0", "", "x", List.of("2.0.0"), Map.of("a", "2.0.0"))) {
      try (CapturedLog log = new CapturedLog()) {
        Admission admission = admit(handler, Map.of("vsn", vsn)).result();
        assertThat(admission.isAccepted()).isFalse();
        assertThat(admission.reason()).isNull();
        assertThat(log.warnings()).hasSize(1);
      }
    }
    assertThat(requests).isEmpty();
  }

  @Test
  void refusalKeepsItsReason() {
    assertThat(admitted(request -> ConnectResult.refuse().now()).reason()).isNull();
    assertThat(admitted(request -> ConnectResult.refuse("why").now()).reason()).isEqualTo("why");
  }

  @Test
  void handlerMayRefuseTemporarily() {
    Admission admission = admitted(request -> ConnectResult.unavailable(7).now());
    assertThat(admission.isAccepted()).isFalse();
    assertThat(admission.retryAfterSeconds()).isEqualTo(7);
    assertThat(admitted(request -> ConnectResult.refuse().now()).retryAfterSeconds()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> ConnectResult.unavailable(0));
  }

  @Test
  void failingHandlerRefusesAndIsLogged() {
    List<ConnectHandler> failing =
        List.of(
            request -> {
              throw new IllegalStateException("no\ndatabase");
            },
            request -> Future.failedFuture(new IllegalStateException("no\ndatabase")),
            request -> Future.succeededFuture(null),
            request -> null);
    for (ConnectHandler handler : failing) {
      try (CapturedLog log = new CapturedLog()) {
        Admission admission = admitted(handler);
        assertThat(admission.isAccepted()).isFalse();
        assertThat(admission.reason()).isNull();
        assertThat(log.lines()).hasSize(1);
        assertThat(log.errors().get(0)).contains("/test crashed in connect");
      }
    }
  }

  @Test
  void handlerMayCompleteLater() {
    Promise<ConnectResult> decision = Promise.promise();
    Future<Admission> admission = admit(request -> decision.future(), Map.of());
    assertThat(admission.isComplete()).isFalse();
    decision.complete(ConnectResult.accept());
    assertThat(admission.result().isAccepted()).isTrue();
  }
}
