package dev.roost.rooms.config;

import dev.roost.rooms.config.MailSettings.Security;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads which mail server there is. */
final class MailReader {
  private final SettingValues values;

  MailReader(SettingValues values) {
    this.values = values;
  }

  /**
   * The mail server, if there is one.
   *
   * @param publicUrl whether the server knows the address that its links begin with
   * @param issuesTokens whether accounts have passwords on this server
   */
  Optional<MailSettings> mail(boolean publicUrl, boolean issuesTokens) {
    Security security = security();
    int timeoutSeconds = values.number(Setting.MAIL_TIMEOUT_SECONDS, 30, 1, 600);
    int maxQueued = values.number(Setting.MAIL_MAX_QUEUED, 100, 1, 100_000);
    int perAddress = values.number(Setting.MAIL_MAX_RESETS_PER_ADDRESS, 20, 1, 1_000_000);
    int perEmail = values.number(Setting.MAIL_MAX_RESETS_PER_EMAIL, 3, 1, 1_000);
    Optional<String> host = values.text(Setting.MAIL_HOST);
    if (host.isEmpty()) {
      refuseWithoutHost();
      return Optional.empty();
    }
    if (!publicUrl) {
      throw new SettingsException(
          Setting.MAIL_HOST, "needs server.public-url, which the links in mails begin with");
    }
    if (!issuesTokens) {
      throw new SettingsException(
          Setting.MAIL_HOST, "needs accounts that sign in here: set jwt.algorithm to an HS one");
    }
    Optional<String> user = values.text(Setting.MAIL_USER);
    Optional<String> password =
        new SecretReader(values).secret(Setting.MAIL_PASSWORD, Setting.MAIL_PASSWORD_FILE, 1);
    requireBoth(user, password, security);
    return Optional.of(
        new MailSettings(
            host.get(),
            values.number(Setting.MAIL_PORT, security.port(), 1, 65_535),
            security,
            user,
            password,
            from(),
            timeoutSeconds,
            maxQueued,
            perAddress,
            perEmail));
  }

  private void refuseWithoutHost() {
    for (Setting setting :
        List.of(
            Setting.MAIL_PORT,
            Setting.MAIL_USER,
            Setting.MAIL_PASSWORD,
            Setting.MAIL_PASSWORD_FILE,
            Setting.MAIL_FROM)) {
      if (values.text(setting).isPresent()) {
        throw new SettingsException(setting, "is for a mail server; set mail.host, too");
      }
    }
  }

  private static void requireBoth(
      Optional<String> user, Optional<String> password, Security security) {
    if (user.isPresent() != password.isPresent()) {
      throw new SettingsException(
          user.isPresent() ? Setting.MAIL_USER : Setting.MAIL_PASSWORD,
          "mail.user needs mail.password, and the other way around");
    }
    if (user.isPresent() && security == Security.NONE) {
      throw new SettingsException(
          Setting.MAIL_SECURITY, "a password needs an encrypted connection: starttls or tls");
    }
  }

  private Security security() {
    String text = values.text(Setting.MAIL_SECURITY, Security.STARTTLS.text());
    return Arrays.stream(Security.values())
        .filter(security -> security.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    Setting.MAIL_SECURITY, text + " is none of starttls, tls and none"));
  }

  private String from() {
    String from =
        values
            .text(Setting.MAIL_FROM)
            .orElseThrow(
                () ->
                    new SettingsException(
                        Setting.MAIL_FROM, "mail.host needs the sender of mails, too"));
    try {
      if (from.chars().noneMatch(Character::isISOControl)) {
        InternetAddress[] addresses = InternetAddress.parse(from, true);
        if (addresses.length == 1 && !addresses[0].isGroup()) {
          addresses[0].validate();
          return from;
        }
      }
    } catch (AddressException e) {
      // Reported below, as for a list of addresses.
    }
    throw new SettingsException(
        Setting.MAIL_FROM, from + " is no address such as Roost <roost@example.com>");
  }
}
