package dev.roost.rooms.challenges;

import dev.roost.rooms.chats.Author;
import dev.roost.rooms.database.Times;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run of one client: the program runs there, and here is what it wrote. Used on its channel's
 * event loop.
 */
final class OwnRun {
  private final Author user;
  private final int maxOutputBytes;
  private final int maxResults;
  private @Nullable Run run;
  private final List<Run.Chunk> output = new ArrayList<>();
  private final List<CaseResult> results = new ArrayList<>();
  private int outputBytes;

  /**
   * No run.
   *
   * @param maxOutputBytes how much one run may write, in UTF-8
   * @param maxResults how many results a run of test cases may have
   */
  OwnRun(Author user, int maxOutputBytes, int maxResults) {
    this.maxResults = maxResults;
    this.user = user;
    this.maxOutputBytes = maxOutputBytes;
  }

  /** Begins a run. One before it that has not ended is forgotten. */
  Run start(Payload payload) throws EditRefusedException {
    Run started =
        new Run(
            RunMessages.id(payload),
            user,
            RunMessages.language(payload),
            Times.text(Times.now()),
            Run.Status.RUNNING,
            null,
            List.of(),
            RunMessages.isOfCases(payload) ? List.of() : null);
    forget();
    run = started;
    return started;
  }

  /** How many bytes of output a message brings; it is refused where a run may not write so much. */
  int bytes(List<Run.Chunk> chunks) throws EditRefusedException {
    int bytes = 0;
    for (Run.Chunk chunk : chunks) {
      bytes += DocumentText.utf8Length(chunk.text());
    }
    if (bytes > maxOutputBytes - outputBytes) {
      throw EditRefusedException.tooLarge(maxOutputBytes);
    }
    return bytes;
  }

  /** The run that a message is about. */
  Run running(Payload payload) throws EditRefusedException {
    Run running = run;
    if (running == null || !running.id().equals(RunMessages.id(payload))) {
      throw EditRefusedException.refused("unknown_run");
    }
    return running;
  }

  void add(List<Run.Chunk> chunks, int bytes) {
    output.addAll(chunks);
    outputBytes += bytes;
  }

  /** Refuses a result that the run may not have. */
  void checkResult() throws EditRefusedException {
    if (run == null || run.results() == null) {
      throw EditRefusedException.invalid();
    }
    if (results.size() >= maxResults) {
      throw EditRefusedException.tooMany(maxResults);
    }
  }

  void add(CaseResult result) {
    results.add(result);
  }

  /** Ends the run; returns all of it. */
  Run end(Payload payload) throws EditRefusedException {
    Run running = running(payload);
    RunMessages.End end = RunMessages.end(payload);
    Run ended = running.ended(end.status(), end.ms(), output, results);
    forget();
    return ended;
  }

  /** Ends a run whose client is gone, if there is one. */
  Optional<Run> lose() {
    Optional<Run> lost =
        Optional.ofNullable(run)
            .map(running -> running.ended(Run.Status.LOST, null, output, results));
    forget();
    return lost;
  }

  private void forget() {
    run = null;
    output.clear();
    results.clear();
    outputBytes = 0;
  }
}
