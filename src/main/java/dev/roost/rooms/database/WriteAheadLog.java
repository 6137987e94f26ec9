package dev.roost.rooms.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Checks the write-ahead log that a killed server left. SQLite takes the frames up to the first one
 * that is not sound and drops the others without a word: an interrupted write looks the same. But
 * each commit waits until it is on the disk, so that an interrupted write leaves at most one commit
 * behind the first frame that is not sound. Several are commits that were acknowledged.
 *
 * <p>See <a href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log">the format</a>.
 */
final class WriteAheadLog {
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int MAGIC = 0x377f0682;
  private static final int MAX_PAGE_BYTES = 65_536;

  private final FileChannel channel;
  private final ByteOrder order;
  private final int pageBytes;
  private final long salts;
  private int sum1;
  private int sum2;

  /** The result of a check. */
  enum State {
    SOUND,
    DOUBTFUL,
    DAMAGED
  }

  /** The result of a check, in words. */
  record Finding(State state, String text) {
    private static final Finding SOUND = new Finding(State.SOUND, "");
  }

  private WriteAheadLog(FileChannel channel, ByteBuffer header) {
    this.channel = channel;
    order = (header.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    pageBytes = header.getInt(8);
    salts = header.getLong(16);
  }

  /** Checks the log, while no connection uses it. A log that is not there is sound. */
  static Finding check(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, HEADER_BYTES);
      if (header.limit() < HEADER_BYTES || isZero(channel)) {
        // No commit has been written yet.
        return Finding.SOUND;
      }
      WriteAheadLog log = new WriteAheadLog(channel, header);
      return log.isIntact(header)
          ? log.checkFrames()
          : new Finding(State.DAMAGED, "its header is not sound");
    } catch (NoSuchFileException e) {
      return Finding.SOUND;
    }
  }

  private boolean isIntact(ByteBuffer header) {
    if ((header.getInt(0) & ~1) != MAGIC || Integer.bitCount(pageBytes) != 1) {
      return false;
    }
    if (pageBytes < 512 || pageBytes > MAX_PAGE_BYTES) {
      return false;
    }
    add(header, 0, 24);
    return sum1 == header.getInt(24) && sum2 == header.getInt(28);
  }

  private Finding checkFrames() throws IOException {
    int frameBytes = FRAME_HEADER_BYTES + pageBytes;
    long frames = (channel.size() - HEADER_BYTES) / frameBytes;
    long unsound = 0;
    int commitsAfter = 0;
    for (long frame = 1; frame <= frames; frame++) {
      ByteBuffer bytes = read(channel, HEADER_BYTES + (frame - 1) * frameBytes, frameBytes);
      boolean ofThisLog = bytes.limit() == frameBytes && bytes.getLong(8) == salts;
      if (unsound == 0) {
        if (ofThisLog) {
          add(bytes, 0, 8);
          add(bytes, FRAME_HEADER_BYTES, frameBytes);
        }
        if (!ofThisLog || sum1 != bytes.getInt(16) || sum2 != bytes.getInt(20)) {
          unsound = frame;
        }
      }
      if (unsound != 0 && ofThisLog && bytes.getInt(4) != 0) {
        commitsAfter++;
      }
    }
    if (commitsAfter > 1) {
      return new Finding(
          State.DAMAGED,
          "frame "
              + unsound
              + " of "
              + frames
              + " is not sound, and "
              + commitsAfter
              + " commits follow");
    }
    return commitsAfter == 1
        ? new Finding(
            State.DOUBTFUL,
            "the write-ahead log ends with a commit that is not sound: it was interrupted before it"
                + " was acknowledged, or is damaged")
        : Finding.SOUND;
  }

  /** Adds bytes to the checksum of all that comes before. */
  private void add(ByteBuffer bytes, int from, int to) {
    ByteBuffer words = bytes.duplicate().order(order);
    for (int i = from; i < to; i += 8) {
      sum1 += words.getInt(i) + sum2;
      sum2 += words.getInt(i + 4) + sum1;
    }
  }

  private static boolean isZero(FileChannel channel) throws IOException {
    int chunk = 1 << 16;
    for (long at = 0; at < channel.size(); at += chunk) {
      ByteBuffer bytes = read(channel, at, chunk);
      for (int i = 0; i < bytes.limit(); i++) {
        if (bytes.get(i) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
      // As much as there is.
    }
    return buffer.flip();
  }
}
