package dev.roost.serializer;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The serializers of a socket, each with the versions it is for. The {@code vsn} parameter of a
 * connection chooses the first that matches.
 *
 * <p>A requirement {@code x.y} covers {@code x.y.0} and its patches, Phoenix's {@code ~> x.y.0}: of
 * a requirement {@code 2.0}, 2.0.7 is covered and 2.1.0 is not. Immutable.
 */
public final class Serializers {
  /** The version a client speaks that sends no {@code vsn}. */
  public static final String MISSING_VSN = "1.0.0";

  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+.+)?");

  private static final Serializer VERSION_1 = new SerializerV1(PooledByteBufAllocator.DEFAULT);
  private static final Serializer VERSION_2 = new SerializerV2(PooledByteBufAllocator.DEFAULT);
  private static final Serializers PHOENIX = none().with("1.0", VERSION_1).with("2.0", VERSION_2);

  private final List<Entry> entries;

  private record Entry(String minorVersion, Serializer serializer) {}

  private Serializers(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Phoenix's own versions: 1.0 and 2.0. */
  public static Serializers phoenix() {
    return PHOENIX;
  }

  /**
   * Phoenix's version 1.0.0, one instance for all sockets: for lists of your own, and for
   * serializers that differ from it in few methods.
   */
  public static Serializer version1() {
    return VERSION_1;
  }

  /** Phoenix's version 2.0.0, as {@link #version1}. */
  public static Serializer version2() {
    return VERSION_2;
  }

  /** An empty list, to begin one's own. */
  public static Serializers none() {
    return new Serializers(List.of());
  }

  /**
   * This list and one more serializer behind it. To replace Phoenix's by your own, start with
   * {@link #none}.
   *
   * @param minorVersion what it is for, such as {@code 2.0}
   * @param serializer one instance for all sockets: broadcasts are encoded once for each instance
   */
  public Serializers with(String minorVersion, Serializer serializer) {
    List<Entry> longer = new ArrayList<>(entries);
    longer.add(new Entry(minorVersion, serializer));
    return new Serializers(longer);
  }

  /**
   * The serializer for a connection's {@code vsn}, or null if none is for it or it is no version.
   */
  public @Nullable Serializer forVersion(String vsn) {
    Matcher version = VERSION.matcher(vsn);
    if (!version.matches() || isBeforeItsRelease(version)) {
      return null;
    }
    String minorVersion = version.group(1) + "." + version.group(2);
    for (Entry entry : entries) {
      if (entry.minorVersion.equals(minorVersion)) {
        return entry.serializer;
      }
    }
    return null;
  }

  // 2.0.0-rc.1 comes before 2.0.0, so "~> 2.0.0" does not cover it; it does cover 2.0.1-rc.1.
  private static boolean isBeforeItsRelease(Matcher version) {
    return version.group(4) != null && version.group(3).equals("0");
  }
}
