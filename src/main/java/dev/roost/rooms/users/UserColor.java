package dev.roost.rooms.users;

/**
 * The color of a user, the same for all clients. It is as far from black as it is from white, so it
 * can be read on both.
 */
public final class UserColor {
  // Hues of neighbouring ids are far apart, and none comes back soon: the golden angle.
  private static final double GOLDEN_ANGLE = 137.508;
  private static final double SATURATION = 0.7;

  /** Its contrast is 4.5 to both black and white. */
  private static final double LUMINANCE = 0.18;

  private UserColor() {}

  /** As {@code #rrggbb}. */
  public static String of(long userId) {
    double hue = Math.floorMod(userId, 1_000_000L) * GOLDEN_ANGLE % 360;
    double dark = 0;
    double light = 1;
    while (light - dark > 0.001) {
      double middle = (dark + light) / 2;
      if (luminance(hue, middle) < LUMINANCE) {
        dark = middle;
      } else {
        light = middle;
      }
    }
    return String.format(
        "#%02x%02x%02x", part(hue, dark, 0), part(hue, dark, 8), part(hue, dark, 4));
  }

  private static double luminance(double hue, double lightness) {
    return 0.2126 * linear(part(hue, lightness, 0))
        + 0.7152 * linear(part(hue, lightness, 8))
        + 0.0722 * linear(part(hue, lightness, 4));
  }

  /** Red, green or blue of a colour given by hue, {@link #SATURATION} and lightness. */
  private static int part(double hue, double lightness, int offset) {
    double k = (offset + hue / 30) % 12;
    double amplitude = SATURATION * Math.min(lightness, 1 - lightness);
    double part = lightness - amplitude * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
    return (int) Math.round(255 * part);
  }

  private static double linear(int part) {
    double s = part / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }
}
