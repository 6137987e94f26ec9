package dev.roost.rooms.api;

import dev.roost.rooms.access.AccessRefusedException;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.challenges.Challenge;
import dev.roost.rooms.challenges.ChallengeHistory;
import dev.roost.rooms.challenges.ChallengeRooms;
import dev.roost.rooms.challenges.Challenges;
import dev.roost.rooms.challenges.HistoryPage;
import dev.roost.rooms.challenges.TestCase;
import dev.roost.rooms.documents.EditRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The history of a challenge's text, for all who may open the challenge. */
public final class HistoryRoutes {
  private final Vertx vertx;
  private final ChallengeHistory history;
  private final ChallengeRooms rooms;
  private final Challenges challenges;
  private final RoomAccess access;
  private final RequestBudgets budgets;

  /** Of these challenges. */
  public HistoryRoutes(
      Vertx vertx,
      ChallengeHistory history,
      ChallengeRooms rooms,
      Challenges challenges,
      RoomAccess access,
      RequestBudgets budgets) {
    this.vertx = vertx;
    this.history = history;
    this.rooms = rooms;
    this.challenges = challenges;
    this.access = access;
    this.budgets = budgets;
  }

  /** Adds the routes behind those that let only people through who are signed in. */
  void mount(Router router, String base) {
    router.get(base + "/:id/history").handler(this::list);
    router.post(base + "/:id/go_back").handler(this::goBack);
    router.get(base + "/:id/export").handler(this::export);
  }

  private void list(RoutingContext context) {
    PageQuery.read(context)
        .ifPresent(
            query ->
                opened(context)
                    .ifPresent(
                        id ->
                            id.compose(open -> history.page(open, query.after(), query.limit()))
                                .onSuccess(page -> answer(context, page))
                                .onFailure(failure -> AccessRoutes.failed(context, failure))));
  }

  private static void answer(RoutingContext context, Optional<HistoryPage> page) {
    if (page.isPresent()) {
      context.json(page.get());
    } else {
      Answers.error(context, 404, "Not found");
    }
  }

  /** The id of a challenge that the client may open; fails as {@link RoomAccess#require} does. */
  private Optional<Future<Long>> opened(RoutingContext context) {
    OptionalLong id = PathIds.read(context, "id");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            access
                .require(Room.challenge(id.getAsLong()), Authentication.userOf(context).id())
                .map(id.getAsLong()));
  }

  private void goBack(RoutingContext context) {
    Form.read(context, "go_back")
        .ifPresent(
            form -> {
              int version = form.number("version", -1, 0, ChallengeHistory.MAX_CHANGES);
              if (version < 0) {
                form.wrong("version", "is missing");
              }
              OptionalLong id =
                  form.isValid(context) ? PathIds.read(context, "id") : OptionalLong.empty();
              if (id.isPresent() && budgets.isCreationPaid(context, 0)) {
                goBack(context, id.getAsLong(), version);
              }
            });
  }

  private void goBack(RoutingContext context, long id, int version) {
    long userId = Authentication.userOf(context).id();
    access
        .require(Room.challenge(id), userId)
        .compose(
            own ->
                own.refusalToEdit().isPresent()
                    ? Future.failedFuture(EditRefusedException.refused(own.refusalToEdit().get()))
                    : rooms.goBack(history, id, version, userId))
        .onSuccess(
            now -> {
              if (now.isPresent()) {
                context.json(Map.of("version", now.get()));
              } else {
                Answers.error(context, 404, "The text of this version is not kept");
              }
            })
        .onFailure(failure -> notEdited(context, failure));
  }

  private static void notEdited(RoutingContext context, Throwable failure) {
    if (failure instanceof EditRefusedException refused) {
      context.response().setStatusCode(403);
      context.json(
          Map.of(
              "error",
              "You cannot edit this text now",
              "reason",
              String.valueOf(refused.getMessage())));
    } else {
      AccessRoutes.failed(context, failure);
    }
  }

  private void export(RoutingContext context) {
    opened(context)
        .filter(id -> budgets.isCreationPaid(context, 0))
        .ifPresent(
            id ->
                id.compose(this::archive)
                    .onSuccess(
                        zip ->
                            context
                                .response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/zip")
                                .putHeader(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    "attachment; filename=\"challenge.zip\"")
                                .end(zip))
                    .onFailure(failure -> AccessRoutes.failed(context, failure)));
  }

  private Future<Buffer> archive(long id) {
    return challenges
        .find(id)
        .compose(
            found ->
                history
                    .page(id, 0, ChallengeHistory.MAX_CHANGES)
                    .compose(
                        page -> rooms.cases(id).compose(cases -> archive(found, cases, page))));
  }

  private Future<Buffer> archive(
      Optional<Challenge> challenge, List<TestCase> cases, Optional<HistoryPage> page) {
    if (challenge.isEmpty() || page.isEmpty()) {
      return Future.failedFuture(new AccessRefusedException(AccessRefusedException.Reason.UNKNOWN));
    }
    return vertx.executeBlocking(
        () -> ChallengeArchive.zip(challenge.get(), cases, page.get()), false);
  }
}
