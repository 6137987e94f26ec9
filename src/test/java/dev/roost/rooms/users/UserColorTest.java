package dev.roost.rooms.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserColorTest {

  @Test
  void colorsHaveContrastOnBlackAndWhite() {
    LongStream.concat(LongStream.range(0, 500), LongStream.of(Long.MAX_VALUE))
        .forEach(
            id -> {
              double luminance = luminance(UserColor.of(id));
              assertThat(1.05 / (luminance + 0.05)).as("on white").isGreaterThan(4.4);
              assertThat((luminance + 0.05) / 0.05).as("on black").isGreaterThan(4.4);
            });
  }

  @Test
  void consecutiveUsersHaveDifferentColors() {
    assertThat(IntStream.range(1, 30).mapToObj(UserColor::of)).doesNotHaveDuplicates();
    assertThat(UserColor.of(7)).isEqualTo(UserColor.of(7)).matches("#[0-9a-f]{6}");
  }

  private static double luminance(String color) {
    return 0.2126 * linear(color, 1) + 0.7152 * linear(color, 3) + 0.0722 * linear(color, 5);
  }

  private static double linear(String color, int at) {
    double s = Integer.parseInt(color.substring(at, at + 2), 16) / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }
}
