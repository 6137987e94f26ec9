package dev.roost.benchmark.compression;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/**
 * Payloads like those of an application: a list of chat messages with ids, names and times, other
 * ones in each.
 */
final class Payloads {
  private static final int LARGEST_ITEM = 300;
  private static final int LONGEST_WORD = 10;
  private static final String[] WORDS =
      ("the a room message joined user from with editor change cursor line value state update time"
              + " of to in and is was for that")
          .split(" ");

  private final int size;

  /**
   * @param size of a payload in bytes
   */
  Payloads(int size) {
    this.size = size;
  }

  /** The payload of the message with this number. */
  byte[] of(int number) {
    return ("{\"n\":" + number + ",\"items\":" + items(new Random(number)) + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private String items(Random random) {
    StringBuilder items = new StringBuilder("[");
    while (items.length() < size) {
      items
          .append(items.length() > 1 ? "," : "")
          .append("{\"id\":\"")
          .append(new UUID(random.nextLong(), random.nextLong()))
          .append("\",\"user_id\":")
          .append(random.nextInt(100_000))
          .append(",\"name\":\"user")
          .append(random.nextInt(1_000))
          .append("\",\"online_at\":")
          .append(1_795_000_000_000L + random.nextInt(1_000_000))
          .append(",\"body\":\"");
      // The last text takes what is left.
      int words = items.length() + LARGEST_ITEM > size ? size : random.nextInt(15) + 5;
      while (words > 0 && items.length() < size - LONGEST_WORD) {
        items.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        words--;
      }
      items.append("\"}");
      if (words > 0) {
        break;
      }
    }
    return items.append(']').toString();
  }
}
