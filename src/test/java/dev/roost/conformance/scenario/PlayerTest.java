package dev.roost.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.conformance.match.ScenarioJson;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A server whose behavior differs does not pass. The server here echoes each message. */
class PlayerTest {

  @Test
  void passesOnExpectedMessages() {
    assertThatCode(
            () ->
                play(
                    """
                    {"connect": "a"},
                    {"repeat": 2, "steps": [
                      {"send": "a", "text": ["${i}", "${repeat:3:x}"]},
                      {"recv": "a", "text": ["${i}", "xxx"]}]},
                    {"send": "a", "hex": "00 'x'"},
                    {"recv": "a", "hex": "00 78"},
                    {"silence": "a", "ms": 1},
                    {"close": "a"},
                    {"closed": "a", "code": [1000, 1005]}
                    """))
        .doesNotThrowAnyException();
  }

  @Test
  void failureNamesTheStepAndTheMessage() {
    assertThatThrownBy(
            () ->
                play(
                    """
                    {"connect": "a"},
                    {"repeat": 2, "steps": [
                      {"send": "a", "text": {"n": "${i}"}},
                      {"recv": "a", "text": {"n": "1"}}]}
                    """))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "the-scenario, step 2.2.2: {\"recv\": \"a\"",
            "expected: {\"n\": \"1\"}",
            "got     : {\"n\": \"2\"}",
            "$.n: differs");
  }

  @Test
  void failsOnAMissingMessage() {
    assertThatThrownBy(
            () -> play("{\"connect\": \"a\"}, {\"recv\": \"a\", \"text\": 1, \"within\": 1}"))
        .hasMessageContaining("nothing came");
  }

  @Test
  void failsOnAMessageDuringSilence() {
    assertThatThrownBy(() -> playAfterSending("{\"silence\": \"a\", \"ms\": 1}"))
        .hasMessageContaining("there was no silence");
  }

  @Test
  void failsOnLeftoverMessages() {
    assertThatThrownBy(() -> playAfterSending("{\"wait\": 0}"))
        .hasMessageContaining("a got more than the scenario says");
    assertThatCode(() -> playAfterSending("{\"ignore\": \"a\"}")).doesNotThrowAnyException();
  }

  @Test
  void failsOnAMissingRefusal() {
    assertThatThrownBy(() -> play("{\"connect\": \"a\", \"refused\": 403}"))
        .hasMessageContaining("the connection was accepted");
  }

  @Test
  void refusesStepsItDoesNotSupport() {
    assertThatThrownBy(() -> play("{\"connect\": \"a\", \"refusd\": 403}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> play("{\"conect\": \"a\"}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void playAfterSending(String steps) {
    play("{\"connect\": \"a\"}, {\"send\": \"a\", \"raw\": \"x\"}, " + steps);
  }

  private static void play(String steps) {
    String scenario =
        "{\"name\": \"the-scenario\", \"clients\": {\"a\": {}}, \"steps\": [" + steps + "]}";
    new Player(new Echo(), Pace.RECORDED)
        .play(Scenario.read(ScenarioJson.parse(scenario).orElseThrow()));
  }

  private static final class Echo implements ScenarioServer, ScenarioClient {
    private final Inbox inbox = new Inbox();

    @Override
    public Opening open(ClientSpec spec, Duration timeout) {
      return new Opening.Accepted(this, null);
    }

    @Override
    public HttpAnswer request(HttpCall call, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Inbox inbox() {
      return inbox;
    }

    @Override
    public OptionalInt send(Outgoing message, int fragments) {
      inbox.arrive(
          message.kind() == Outgoing.Kind.TEXT
              ? new Received.Text(message.data().toString())
              : new Received.Binary(message.data()));
      return OptionalInt.empty();
    }

    @Override
    public void close(OptionalInt code) {
      inbox.arrive(new Received.Closed(code.orElse(Received.Closed.NO_CODE), ""));
    }

    @Override
    public void dropConnection() {}
  }
}
