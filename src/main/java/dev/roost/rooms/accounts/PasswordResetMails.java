package dev.roost.rooms.accounts;

import dev.roost.rooms.access.LinkToken;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.mail.Mail;
import dev.roost.rooms.mail.Mailer;
import dev.roost.rooms.signin.ClientAddress;
import dev.roost.rooms.signin.ResetRateLimiter;
import dev.roost.rooms.signin.SignInRefusedException;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Mails people who lost their password a link to set another. The server answers before it looks
 * for the account, so neither the answer nor its time tells whether there is one. Safe for any
 * thread.
 */
public final class PasswordResetMails {
  private static final Duration IN_FORCE = Duration.ofHours(1);

  /** Contains no text of a person, so that strangers cannot send theirs by this server. */
  private static final String TEXT =
      """
      Someone asked for a new password for the Roost account with this address.

      To set it, open this link within one hour. It works once.

      %s

      If it was not you, ignore this mail. Your password stays as it is.
      """;

  private final SqlPasswordResets resets;
  private final Mailer mailer;
  private final ResetRateLimiter limiter;
  private final String page;

  /**
   * Mails by this mailer.
   *
   * @param settings have the address of the page
   */
  public PasswordResetMails(
      Database database, Mailer mailer, ResetRateLimiter limiter, Settings settings) {
    this.resets = new SqlPasswordResets(database);
    this.mailer = mailer;
    this.limiter = limiter;
    this.page = PasswordResetLink.page(settings);
  }

  /**
   * Takes a request for a link. If there is an account with the address, the server mails it a link
   * for one use within an hour. The mail goes to the address of the account, not to the one that
   * the client sent.
   *
   * @return fails with a {@link SignInRefusedException} if the client asks too often, or too many
   *     mails are waiting
   */
  public Future<Void> request(String email, ClientAddress client) {
    long seconds = limiter.admit(email, client);
    if (seconds > 0) {
      return Future.failedFuture(SignInRefusedException.tooOften(seconds));
    }
    return mailer.offer(() -> mail(email))
        ? Future.succeededFuture()
        : Future.failedFuture(SignInRefusedException.busy());
  }

  private Future<Optional<Mail>> mail(String email) {
    return resets
        .account(email)
        .compose(
            found ->
                found
                    .map(user -> mail(user).map(Optional::of))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Mail> mail(User user) {
    String token = LinkToken.random();
    return resets
        .add(LinkToken.hash(token), user.id(), IN_FORCE)
        .map(
            added ->
                new Mail(user.email(), "Set a new password", TEXT.formatted(page + "#" + token)));
  }
}
