package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.message;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.roost.ParameterFilter;
import dev.roost.SocketListener;
import dev.roost.channel.ErrorHandler;
import dev.roost.channel.Reply;
import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.Payload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Events of the log and the listener. */
class EventsTest {
  private final Logger lines = (Logger) LoggerFactory.getLogger(SocketEvents.LOGGER);
  private final Level before = lines.getLevel();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final SessionFixture fixture =
      new SessionFixture()
          .serve("phoenix_own", new ScriptedChannel())
          .serve(
              "refused", new ScriptedChannel().onJoin((self, join) -> Reply.error(Map.of("no", 1))))
          .serve(
              "a",
              new ScriptedChannel()
                  .onIn(
                      (self, push) -> {
                        if (push.event().equals("crash")) {
                          push.unknown();
                        }
                      }));
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
    lines.setLevel(Level.DEBUG);
  }

  @AfterEach
  void close() {
    lines.setLevel(before);
    log.close();
    fixture.close();
  }

  private List<String> told() {
    return log.lines().stream()
        .map(line -> line.replaceAll("in \\d+(µs|ms)", "in TIME"))
        .filter(line -> line.contains("TIME"))
        .toList();
  }

  private void live() {
    RecordingClient client = fixture.connect();
    client
        .sends("[\"1\",\"1\",\"a\",\"phx_join\",{\"userToken\":\"secret\",\"n\":1}]")
        .joins("refused", "2")
        .joins("phoenix_own", "3")
        .sends(
            "[\"1\",\"4\",\"a\",\"say\\nthis\",{\"text\":\"a\\nb\",\"list\":[{\"PASSWORD\":[1]}]}]")
        .sends(message("3", "5", "phoenix_own", "e"))
        .sends(message("1", "6", "a", "crash"));
    fixture.settle();
  }

  @Test
  void eachEventIsOneLogLine() {
    live();
    assertThat(told())
        .containsExactly(
            "INFO CONNECTED TO /test in TIME; transport test, vsn 2.0.0, params {vsn: 2.0.0}",
            "INFO JOINED a in TIME; params {userToken: [FILTERED], n: 1}",
            "INFO REFUSED JOIN refused in TIME; params {}",
            "DEBUG HANDLED say this INCOMING ON a (ScriptedChannel) in TIME;"
                + " params {text: a b, list: [{PASSWORD: [FILTERED]}]}");
  }

  @Test
  void eventsAreNotLoggedByDefaultInTests() {
    lines.setLevel(before);
    live();
    assertThat(told()).isEmpty();
  }

  @Test
  void listenerReceivesEventsWithoutALog() {
    lines.setLevel(Level.WARN);
    fixture.supervised(
        new Supervision(
            ConnectionLimit.none(),
            ParameterFilter.DEFAULT,
            new SocketListener() {
              @Override
              public void socketConnected(Connected event) {
                heard.add("connected " + event.path() + event.accepted());
              }

              @Override
              public void channelJoined(Joined event) {
                assertThat(event.nanos()).isPositive();
                heard.add("joined " + event.topic() + event.accepted());
                throw new IllegalStateException("a listener's own fault");
              }

              @Override
              public void channelHandledIn(Handled event) {
                heard.add("handled " + event.push().event() + event.channel());
              }
            },
            JacksonCodec.standard(),
            ErrorHandler.NONE,
            CrashLog.WITH_STACK_TRACES,
            new BlockingThreads(1),
            new AssemblyBudget(1),
            Observation.DEFAULT));
    live();
    assertThat(heard)
        .containsExactly(
            "connected /testtrue",
            "joined atrue",
            "joined refusedfalse",
            "joined phoenix_owntrue",
            "handled say\nthisScriptedChannel",
            "handled eScriptedChannel");
    assertThat(told()).isEmpty();
    assertThat(log.errors()).anyMatch(line -> line.contains("a listener's own fault"));
  }

  @Test
  void parametersAreFilteredByNameOrByAllowList() {
    Payload payload =
        Payload.json(
            "{\"a\":{\"apiToken\":1,\"b\":2},\"url\":\"x?token=7\",\"list\":[\"p\",{\"c\":[3]}]}");
    assertThat(new LoggedParameters(ParameterFilter.DEFAULT).show(payload))
        .isEqualTo("{a: {apiToken: [FILTERED], b: 2}, url: [FILTERED], list: [p, {c: [3]}]}");
    assertThat(
            new LoggedParameters(ParameterFilter.DEFAULT)
                .show(
                    Payload.json(
                        "{\"jwt\":1,\"clientSecret\":2,\"Authorization\":3,\"set-cookie\":4,"
                            + "\"passwords\":5,\"body\":\"jwt=6\",\"name\":\"Ann\"}")))
        .isEqualTo(
            "{jwt: [FILTERED], clientSecret: [FILTERED], Authorization: [FILTERED],"
                + " set-cookie: [FILTERED], passwords: [FILTERED], body: [FILTERED], name: Ann}");
    assertThat(new LoggedParameters(ParameterFilter.keep(List.of("b", "c"))).show(payload))
        .isEqualTo(
            "{a: {apiToken: [FILTERED], b: 2}, url: [FILTERED], list: [[FILTERED], {c: [3]}]}");
    assertThat(new LoggedParameters(ParameterFilter.discard(List.of("url"))).show(payload))
        .contains("url: [FILTERED]");
    assertThat(
            new LoggedParameters(ParameterFilter.DEFAULT)
                .show(Payload.json("\"" + "x".repeat(9_000) + "\"")))
        .hasSizeLessThan(600);
    assertThat(
            new LoggedParameters(ParameterFilter.DEFAULT)
                .show(Payload.json("\"" + "x".repeat(11_000) + "\"")))
        .isEqualTo("11002 bytes of JSON");
    assertThat(new LoggedParameters(ParameterFilter.DEFAULT).show(Payload.binary(new byte[3])))
        .isEqualTo("binary of 3 bytes");
  }
}
