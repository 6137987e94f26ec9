package dev.roost.rooms.api;

import dev.roost.presence.Presence;
import dev.roost.rooms.challenges.ChallengeRooms;
import dev.roost.rooms.challenges.Challenges;
import dev.roost.rooms.challenges.Language;
import dev.roost.rooms.challenges.NewChallenge;
import dev.roost.rooms.database.LimitReachedException;
import dev.roost.rooms.database.OwnLimitReachedException;
import dev.roost.rooms.documents.DocumentText;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of challenges, and new ones. */
final class ChallengeRoutes {
  private final Challenges challenges;
  private final Presence presence;
  private final RequestBudgets budgets;

  ChallengeRoutes(Challenges challenges, Presence presence, RequestBudgets budgets) {
    this.presence = presence;
    this.challenges = challenges;
    this.budgets = budgets;
  }

  void list(RoutingContext context) {
    ListRequest.read(context)
        .ifPresent(
            query ->
                challenges
                    .list(query)
                    .onSuccess(
                        page ->
                            ListRequest.answer(
                                context,
                                "challenges",
                                query,
                                page,
                                presence,
                                challenge -> ChallengeRooms.TOPIC_PREFIX + challenge.id()))
                    .onFailure(context::fail));
  }

  void add(RoutingContext context) {
    Form.read(context, "challenge")
        .ifPresent(
            form -> {
              NewChallenge challenge = read(form);
              if (form.isValid(context)
                  && budgets.isCreationPaid(context, DocumentText.utf8Length(challenge.prompt()))) {
                challenges
                    .add(challenge, Authentication.userOf(context).id())
                    .onSuccess(added -> Answers.created(context, Map.of("challenge", added)))
                    .onFailure(failure -> notAdded(context, failure));
              }
            });
  }

  private static NewChallenge read(Form form) {
    String title = form.name("title", RoomForm.MAX_TITLE);
    String prompt = form.required("prompt", RoomForm.MAX_PROMPT);
    Optional<Language> language =
        form.has("language") ? Language.named(form.raw("language")) : Optional.of(Language.RUBY);
    if (language.isEmpty()) {
      form.wrong("language", "is invalid");
    }
    return new NewChallenge(
        title, prompt, language.orElse(Language.RUBY), RoomForm.visibility(form));
  }

  private static void notAdded(RoutingContext context, Throwable failure) {
    if (failure instanceof LimitReachedException) {
      Answers.errors(context, List.of(Map.of("title", "There are too many challenges already")));
    } else if (failure instanceof OwnLimitReachedException limit) {
      Answers.errors(
          context,
          List.of(
              Map.of("title", "You have " + limit.max() + " challenges, and may have no more")));
    } else {
      context.fail(failure);
    }
  }
}
