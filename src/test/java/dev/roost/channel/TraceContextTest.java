package dev.roost.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.channel.ConnectInfo.Header;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trace contexts parsed from headers. */
class TraceContextTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static Header parent(String value) {
    return new Header("traceparent", value);
  }

  private static Header state(String value) {
    return new Header("tracestate", value);
  }

  @Test
  void headersGiveTheTraceContext() {
    TraceContext trace = TraceContext.of(List.of(state("a=1"), parent(PARENT), state("b=2")));
    assertThat(trace).isEqualTo(new TraceContext(PARENT, "a=1,b=2"));
    assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(trace.parentId()).isEqualTo("00f067aa0ba902b7");
    assertThat(trace.isSampled()).isTrue();
    assertThat(new TraceContext(PARENT.replaceAll("01$", "02"), null).isSampled()).isFalse();
  }

  @Test
  void longStateIsDropped() {
    assertThat(TraceContext.of(List.of(parent(PARENT), state("x".repeat(513)))))
        .isEqualTo(new TraceContext(PARENT, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes",
      })
  void laterVersionsAreParsedByTheirPrefix(String later) {
    assertThat(TraceContext.of(List.of(parent(later))).parentId()).isEqualTo("00f067aa0ba902b7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-1-2-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what-comes",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
      })
  void invalidHeadersAreIgnored(String wrong) {
    assertThat(TraceContext.of(List.of(parent(wrong)))).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> new TraceContext(wrong, null));
  }

  @Test
  void missingAndRepeatedHeadersAreIgnored() {
    assertThat(TraceContext.of(List.of(state("a=1")))).isNull();
    assertThat(TraceContext.of(List.of(parent(PARENT), parent(PARENT)))).isNull();
  }
}
