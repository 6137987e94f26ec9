package dev.roost.live.kit;

import dev.roost.live.LiveEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The commands of the field {@code c}, separated by semicolons; each is a list of words. */
final class Commands {
  private Commands() {}

  static List<List<String>> of(LiveEvent event) {
    return Stream.of(Objects.requireNonNull(event.param("c")).split(";"))
        .map(command -> List.of(command.strip().split(" +")))
        .toList();
  }
}
