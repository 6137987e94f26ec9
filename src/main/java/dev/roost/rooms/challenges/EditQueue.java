package dev.roost.rooms.challenges;

import dev.roost.rooms.challenges.RecentDocuments.Recent;
import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.Edit;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.documents.RecentUpdates;
import dev.roost.rooms.documents.Update;
import dev.roost.rooms.lanes.RoomLane;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The edits of the documents of one lane. Edits of a document that arrive while a transaction of it
 * is under way waits, and is stored together by the next one.
 *
 * <p>The database has the last word, for other servers change the same documents. A cached document
 * may be outdated. Then the transaction fails and is repeated with the current one; no edit is
 * refused for it.
 */
final class EditQueue {
  /** Each that fails means that another server has stored something. */
  private static final int MAX_ATTEMPTS = 20;

  private final Vertx vertx;
  private final RoomLane lane;
  private final Challenges challenges;
  private final int maxBytes;
  private final BiConsumer<Long, Edited> announce;

  /** Both touched on the lane's loop only. */
  private final Map<Long, List<Waiting>> waiting = new HashMap<>();

  private final RecentDocuments recent = new RecentDocuments();

  private static final class Waiting {
    final Edit edit;
    final Promise<Edited> done = Promise.promise();

    Waiting(Edit edit) {
      this.edit = edit;
    }
  }

  /** The results of several edits. */
  private record Outcome(List<Object> outcomes, List<Edited> accepted, Recent after) {}

  /**
   * A queue.
   *
   * @param maxBytes how large a document may be
   * @param announce broadcasts a stored edit, on the lane's loop
   */
  EditQueue(
      Vertx vertx,
      RoomLane lane,
      Challenges challenges,
      int maxBytes,
      BiConsumer<Long, Edited> announce) {
    this.vertx = vertx;
    this.lane = lane;
    this.challenges = challenges;
    this.maxBytes = maxBytes;
    this.announce = announce;
  }

  /**
   * Does an edit. From any thread.
   *
   * @return on the caller's context, when it is stored and announced; fails with an {@link
   *     EditRefusedException} if it cannot be done
   */
  Future<Edited> add(String topic, long id, Edit edit) {
    Context caller = vertx.getOrCreateContext();
    Promise<Edited> told = Promise.promise();
    Waiting one = new Waiting(edit);
    one.done.future().onComplete(result -> caller.runOnContext(back -> told.handle(result)));
    lane.run(() -> enqueue(topic, id, one));
    return told.future();
  }

  private void enqueue(String topic, long id, Waiting edit) {
    List<Waiting> others = waiting.get(id);
    if (others != null) {
      others.add(edit);
      return;
    }
    waiting.put(id, new ArrayList<>(List.of(edit)));
    List<Waiting> batch = new ArrayList<>();
    lane.inTurn(
            topic,
            () -> {
              batch.addAll(waiting.remove(id));
              return store(id, batch, 1);
            },
            stored -> complete(id, batch, stored))
        .onFailure(failure -> batch.forEach(each -> each.done.tryFail(failure)));
  }

  private Future<Outcome> store(long id, List<Waiting> batch, int attempt) {
    Recent remembered = recent.get(id);
    return remembered == null
        ? load(id, null, batch, attempt)
        : store(id, remembered, false, batch, attempt);
  }

  private Future<Outcome> load(
      long id, @Nullable Recent remembered, List<Waiting> batch, int attempt) {
    return challenges
        .editableDocument(id)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(EditRefusedException.refused("deleted"))
                    : withUpdates(id, found.get(), remembered, batch)
                        .compose(loaded -> store(id, loaded, true, batch, attempt)));
  }

  /** Another server may have made updates that changes of the batch are rebased on. */
  private Future<Recent> withUpdates(
      long id, Document document, @Nullable Recent remembered, List<Waiting> batch) {
    long present = document.version();
    long needed =
        batch.stream()
            .mapToLong(each -> each.edit.needsUpdatesSince(document))
            .min()
            .orElse(present);
    RecentUpdates updates =
        remembered != null && remembered.updates().reachBackTo(needed)
            ? new RecentUpdates(remembered.updates())
            : new RecentUpdates(needed);
    if (updates.version() == present) {
      return Future.succeededFuture(new Recent(document, updates));
    }
    Future<Optional<List<Update>>> missed =
        present - updates.version() > RecentUpdates.MAX_UPDATES
            ? Future.succeededFuture(Optional.empty())
            : challenges.updates(id, updates.version(), present);
    return missed.map(
        found -> {
          found.ifPresent(updates::addAll);
          return new Recent(document, found.isPresent() ? updates : new RecentUpdates(present));
        });
  }

  private Future<Outcome> store(
      long id, Recent before, boolean isPresent, List<Waiting> batch, int attempt) {
    Outcome outcome = apply(before, batch);
    if (!isPresent && outcome.accepted.size() < batch.size()) {
      recent.remove(id);
      return load(id, before, batch, attempt);
    }
    if (outcome.accepted.isEmpty()) {
      return Future.succeededFuture(outcome);
    }
    return challenges
        .append(id, outcome.accepted)
        .onFailure(failure -> lane.run(() -> recent.remove(id)))
        .compose(
            stored -> {
              if (stored) {
                return Future.succeededFuture(outcome);
              }
              lane.run(() -> recent.remove(id));
              return attempt == MAX_ATTEMPTS
                  ? Future.failedFuture(
                      new IllegalStateException("the document changes too fast elsewhere"))
                  : load(id, before, batch, attempt + 1);
            });
  }

  private Outcome apply(Recent before, List<Waiting> batch) {
    List<Object> outcomes = new ArrayList<>(batch.size());
    List<Edited> accepted = new ArrayList<>(batch.size());
    Document document = before.document();
    RecentUpdates updates = new RecentUpdates(before.updates());
    for (Waiting each : batch) {
      try {
        Edited edited = each.edit.applyTo(document, updates, maxBytes);
        document = edited.after();
        updates.add(edited);
        outcomes.add(edited);
        accepted.add(edited);
      } catch (EditRefusedException refused) {
        outcomes.add(refused);
      }
    }
    return new Outcome(outcomes, accepted, new Recent(document, updates));
  }

  private void complete(long id, List<Waiting> batch, Outcome outcome) {
    recent.put(id, outcome.after);
    for (int i = 0; i < batch.size(); i++) {
      if (outcome.outcomes.get(i) instanceof Edited edited) {
        announce.accept(id, edited);
        batch.get(i).done.complete(edited);
      } else {
        batch.get(i).done.fail((EditRefusedException) outcome.outcomes.get(i));
      }
    }
  }
}
