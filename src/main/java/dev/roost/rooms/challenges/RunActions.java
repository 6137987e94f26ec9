package dev.roost.rooms.challenges;

import dev.roost.channel.Reply;
import dev.roost.rooms.challenges.ChallengeEvents.RunOutput;
import dev.roost.rooms.challenges.ChallengeEvents.RunResult;
import dev.roost.rooms.challenges.ChallengeEvents.ToldRun;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events by which one client tells of its runs. Used on its channel's event loop. */
final class RunActions {
  private static final Logger log = LoggerFactory.getLogger(RunActions.class);

  /** The event that starts a run. */
  static final String START = "run:start";

  /** The event that asks for the last run. */
  static final String PULL = "run:pull";

  private final ChallengeRooms rooms;
  private final long id;
  private final OwnRun run;
  private final int maxCaseBytes;
  private final ClientBudget budget;
  private final OtherClients others;

  RunActions(
      ChallengeRooms rooms,
      long id,
      OwnRun run,
      int maxCaseBytes,
      ClientBudget budget,
      OtherClients others) {
    this.rooms = rooms;
    this.id = id;
    this.run = run;
    this.maxCaseBytes = maxCaseBytes;
    this.budget = budget;
    this.others = others;
  }

  /**
   * Begins what the client asks for, if it is an event of runs.
   *
   * @return null for another event; fails with an {@link EditRefusedException} if it cannot be done
   */
  @Nullable Future<Reply> handle(String event, Payload payload) {
    try {
      return switch (event) {
        case START -> start(payload);
        case "run:output" -> write(payload);
        case "run:result" -> addResult(payload);
        case "run:finish" -> finish(payload);
        case PULL -> rooms.lastRun(id).map(last -> Reply.ok(new ToldRun(last.orElse(null))));
        default -> null;
      };
    } catch (EditRefusedException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Reply> start(Payload payload) {
    return budget
        .paidEdit(0, () -> started(payload))
        .onFailure(failure -> rooms.runListener().refused(String.valueOf(failure.getMessage())));
  }

  private Future<Reply> started(Payload payload) {
    try {
      Run started = run.start(payload);
      rooms.startRun(id, started);
      return Reply.ok().toFuture();
    } catch (EditRefusedException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Reply> write(Payload payload) throws EditRefusedException {
    Run running = run.running(payload);
    List<Run.Chunk> chunks = RunMessages.chunks(payload);
    int bytes = run.bytes(chunks);
    return budget.paidEdit(
        bytes,
        () -> {
          run.add(chunks, bytes);
          others.broadcastFrom(ChallengeEvents.RUN_OUTPUT, new RunOutput(running.id(), chunks));
          return Reply.ok().toFuture();
        });
  }

  private Future<Reply> addResult(Payload payload) throws EditRefusedException {
    Run running = run.running(payload);
    run.checkResult();
    CaseResult result = CaseMessages.result(payload, maxCaseBytes);
    return budget.paidEdit(
        result.bytes(),
        () -> {
          run.add(result);
          others.broadcastFrom(ChallengeEvents.RUN_RESULT, new RunResult(running.id(), result));
          return Reply.ok().toFuture();
        });
  }

  private Future<Reply> finish(Payload payload) throws EditRefusedException {
    return rooms.finishRun(id, run.end(payload)).map(told -> Reply.ok());
  }

  /** Ends the run of a client that leaves. */
  void leave() {
    run.lose().ifPresent(this::keepLostRun);
  }

  private void keepLostRun(Run lost) {
    rooms
        .finishRun(id, lost)
        .onFailure(
            failure ->
                log.warn(
                    "lost run not stored: {} challenge={} user={}",
                    failure.toString(),
                    id,
                    lost.user().id()));
  }
}
