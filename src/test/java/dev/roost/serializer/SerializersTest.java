package dev.roost.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The serializer of each {@code vsn}: Phoenix's requirements are "~> 1.0.0" and "~> 2.0.0". */
class SerializersTest {
  private static final Serializers PHOENIX = Serializers.phoenix();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.0.0",
        "2.0.1",
        "2.0.7",
        "2.0.123456789012345678",
        "2.0.1-rc.1",
        "2.0.0+build.5"
      })
  void version2(String vsn) {
    assertThat(PHOENIX.forVersion(vsn)).isInstanceOf(SerializerV2.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "1.0.5", Serializers.MISSING_VSN})
  void version1(String vsn) {
    assertThat(PHOENIX.forVersion(vsn)).isInstanceOf(SerializerV1.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2.0",
        "2.0.",
        "2.0.0.0",
        "2.1.0",
        "1.1.0",
        "3.0.0",
        "0.0.0",
        "02.0.0",
        "2.00.0",
        "2.0.01",
        "2.0.0-rc.1",
        "1.0.0-dev",
        "2.1.0-rc.1",
        "v2.0.0",
        " 2.0.0",
        "2.0.0 ",
        "2.0.0\n",
        "2.0.x",
        "-2.0.0",
        "2.-0.0",
        "2,0,0",
        "٢.٠.٠",
        "2.0.0+",
        "2.0.0-",
        "null",
        "[2.0.0]"
      })
  void noVersion(String vsn) {
    assertThat(PHOENIX.forVersion(vsn)).isNull();
  }

  @Test
  @Timeout(5)
  void longVersionIsHandled() {
    assertThat(PHOENIX.forVersion("2.0." + "1".repeat(1_000_000))).isNotNull();
    assertThat(PHOENIX.forVersion("2.0.0-" + "a.".repeat(500_000) + "!")).isNull();
    assertThat(PHOENIX.forVersion("1".repeat(1_000_000))).isNull();
  }

  @Test
  void firstMatchWins() {
    Serializer one = PHOENIX.forVersion("1.0.0");
    Serializer two = PHOENIX.forVersion("2.0.0");
    Serializers own = Serializers.none().with("2.0", one).with("2.0", two).with("3.1", two);
    assertThat(own.forVersion("2.0.0")).isSameAs(one);
    assertThat(own.forVersion("3.1.4")).isSameAs(two);
    assertThat(own.forVersion("1.0.0")).isNull();
    assertThat(Serializers.none().forVersion("2.0.0")).isNull();
  }
}
