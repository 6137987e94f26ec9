package dev.roost.internal.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A snapshot in parts: all parts restore it; an incomplete set has no effect. */
class SnapshotProperties {
  private static List<Entry> entries(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Entry("topic", "key" + i, "ref" + i, "{\"i\":" + i + "}"))
        .toList();
  }

  @Property(tries = 100)
  void allPartsInOrderRestoreTheSnapshot(
      @ForAll @IntRange(max = 50) int number,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll long version) {
    List<SnapshotPart> parts = SnapshotPart.split(version, entries(number), size);
    ArrivingSnapshot arriving = new ArrivingSnapshot(version);
    for (SnapshotPart part : parts) {
      assertThat(part.entries().size()).isLessThanOrEqualTo(size);
      assertThat(part.isLast()).isEqualTo(part.index() == parts.size() - 1);
      assertThat(arriving.take(SnapshotPart.decode(part.encode()))).isTrue();
    }
    assertThat(arriving.entries()).isEqualTo(entries(number));
  }

  @Property(tries = 100)
  void missingPartIsDetectedBeforeTheLast(
      @ForAll @IntRange(min = 11, max = 50) int number,
      @ForAll @IntRange(min = 1, max = 10) int size,
      @ForAll int which) {
    List<SnapshotPart> parts = SnapshotPart.split(7, entries(number), size);
    int missing = Math.floorMod(which, parts.size() - 1);
    ArrivingSnapshot arriving = new ArrivingSnapshot(7);
    boolean complete = true;
    for (SnapshotPart part : parts) {
      if (part.index() != missing) {
        complete &= arriving.take(part);
      }
    }
    assertThat(complete).isFalse();
  }

  @Property(tries = 20)
  void partsOfAnotherVersionAreRefused(@ForAll @IntRange(min = 2, max = 20) int number) {
    List<SnapshotPart> old = SnapshotPart.split(7, entries(number), 1);
    List<SnapshotPart> later = SnapshotPart.split(8, entries(number), 1);
    ArrivingSnapshot arriving = new ArrivingSnapshot(7);
    assertThat(arriving.take(old.get(0))).isTrue();
    assertThat(arriving.take(later.get(1))).isFalse();
  }
}
