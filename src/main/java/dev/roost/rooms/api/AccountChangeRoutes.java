package dev.roost.rooms.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.accounts.AccountChanges;
import dev.roost.rooms.accounts.PasswordResetMails;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.users.Registration;
import dev.roost.rooms.users.User;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes by which people change their own accounts. */
public final class AccountChangeRoutes {
  private static final int MAX_TOKEN = 100;

  private final AccountChanges changes;
  private final Accounts accounts;
  private final @Nullable SessionTokens tokens;
  private final @Nullable PasswordResetMails mails;

  private record SignedIn(@JsonProperty("jwt") String token, User user) {}

  /**
   * Of these accounts.
   *
   * @param tokens null where this server only checks the tokens that others make: then it has no
   *     passwords
   * @param mails null where this server sends no mail
   */
  public AccountChangeRoutes(
      AccountChanges changes,
      Accounts accounts,
      @Nullable SessionTokens tokens,
      @Nullable PasswordResetMails mails) {
    this.changes = changes;
    this.accounts = accounts;
    this.tokens = tokens;
    this.mails = mails;
  }

  void rename(RoutingContext context) {
    Form.read(context, "user")
        .ifPresent(
            form -> {
              String first = form.name("first_name", Registration.MAX_NAME);
              String last = form.name("last_name", Registration.MAX_NAME);
              if (form.isValid(context)) {
                changes
                    .rename(Authentication.userOf(context), first, last)
                    .onSuccess(user -> context.json(Map.of("user", user)))
                    .onFailure(context::fail);
              }
            });
  }

  void changePassword(RoutingContext context) {
    SessionTokens issuer = tokens;
    if (issuer == null) {
      AccountRoutes.noTokens(context);
      return;
    }
    Form.read(context, "password")
        .ifPresent(
            form -> {
              String next = newPassword(form);
              if (form.isValid(context)) {
                changePassword(context, issuer, form.raw("current"), next);
              }
            });
  }

  private static String newPassword(Form form) {
    String password = form.raw("password");
    Registration.checkPassword(password, form.raw("password_confirmation")).forEach(form::wrong);
    return password;
  }

  private void changePassword(
      RoutingContext context, SessionTokens issuer, String current, String next) {
    User user = Authentication.userOf(context);
    changes
        .changePassword(user, current, next, accounts.client(context.request()))
        .onSuccess(
            changed -> {
              if (changed) {
                issuer
                    .issue(user)
                    .onSuccess(token -> context.json(new SignedIn(token, user)))
                    .onFailure(context::fail);
              } else {
                wrongPassword(context, "current");
              }
            })
        .onFailure(failure -> AccountRoutes.failed(context, failure));
  }

  private static void wrongPassword(RoutingContext context, String field) {
    Answers.errors(context, List.of(Map.of(field, "is not your password")));
  }

  void delete(RoutingContext context) {
    Form.read(context, "account")
        .ifPresent(
            form ->
                changes
                    .delete(
                        Authentication.userOf(context),
                        form.raw("password"),
                        accounts.client(context.request()))
                    .onSuccess(
                        deleted -> {
                          if (deleted) {
                            context.json(Map.of("ok", true));
                          } else {
                            wrongPassword(context, "password");
                          }
                        })
                    .onFailure(failure -> AccountRoutes.failed(context, failure)));
  }

  void requestReset(RoutingContext context) {
    PasswordResetMails mailer = mails;
    if (mailer == null) {
      Answers.error(context, 501, "This server sends no mail");
      return;
    }
    Form.read(context, "reset")
        .ifPresent(
            form -> {
              String email = form.raw("email").strip();
              Registration.checkEmail(email).ifPresent(error -> form.wrong("email", error));
              if (form.isValid(context)) {
                requestReset(context, mailer, email);
              }
            });
  }

  // The answer is the same whether or not there is such an account.
  private void requestReset(RoutingContext context, PasswordResetMails mailer, String email) {
    mailer
        .request(email, accounts.client(context.request()))
        .onSuccess(
            requested -> {
              context.response().setStatusCode(202);
              context.json(Map.of("ok", true));
            })
        .onFailure(failure -> AccountRoutes.failed(context, failure));
  }

  void reset(RoutingContext context) {
    if (tokens == null) {
      AccountRoutes.noTokens(context);
      return;
    }
    Form.read(context, "reset")
        .ifPresent(
            form -> {
              String token = form.required("token", MAX_TOKEN);
              String password = newPassword(form);
              if (form.isValid(context)) {
                reset(context, token, password);
              }
            });
  }

  private void reset(RoutingContext context, String token, String password) {
    changes
        .reset(token, password, accounts.client(context.request()))
        .onSuccess(
            reset -> {
              if (reset) {
                context.json(Map.of("ok", true));
              } else {
                Answers.error(context, 404, "The link has ended");
              }
            })
        .onFailure(failure -> AccountRoutes.failed(context, failure));
  }
}
