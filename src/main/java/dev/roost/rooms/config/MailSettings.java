package dev.roost.rooms.config;

import java.util.Optional;

/**
 * The mail server that sends the links for lost passwords.
 *
 * @param host its name or address
 * @param port its port
 * @param security how the connection to it is encrypted
 * @param user the account that this server signs in with; nothing to send without
 * @param password the password of that account
 * @param from the sender, such as {@code Roost <roost@example.com>}
 * @param timeoutSeconds the time for the connection and for each answer of the mail server
 * @param maxQueued how many mails may wait or be sent at a time
 * @param resetsPerAddress links that one client address may ask for in an hour
 * @param resetsPerEmail links for one e-mail address in an hour
 */
public record MailSettings(
    String host,
    int port,
    Security security,
    Optional<String> user,
    Optional<String> password,
    String from,
    int timeoutSeconds,
    int maxQueued,
    int resetsPerAddress,
    int resetsPerEmail) {

  /** How a connection to a mail server is encrypted, with the usual port. */
  public enum Security {
    /** A plain connection that must switch to TLS (RFC 3207). */
    STARTTLS("starttls", 587),
    /** TLS from the first byte (RFC 8314). */
    TLS("tls", 465),
    /** Not at all. */
    NONE("none", 25);

    private final String text;
    private final int port;

    Security(String text, int port) {
      this.text = text;
      this.port = port;
    }

    /** As in the configuration file. */
    String text() {
      return text;
    }

    int port() {
      return port;
    }
  }

  /** Without the password, for settings may end up in a log. */
  @Override
  public String toString() {
    return "MailSettings[" + host + ":" + port + "]";
  }
}
