package dev.roost.rooms.mail;

import dev.roost.rooms.config.MailSettings;
import dev.roost.rooms.config.MailSettings.Security;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Hands mails to a mail server, each over a connection of its own. Blocks. Safe for any thread. */
final class SmtpClient {
  private static final String PROTOCOL = "smtp";
  private static final String PROPERTIES = "mail." + PROTOCOL + ".";

  /** As in RFC 5322, section 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US);

  private final MailSettings settings;
  private final Session session;

  /** For addresses beyond ASCII (RFC 6531), which not every mail server takes. */
  private final Session utf8Session;

  /**
   * A client of this mail server.
   *
   * @param sockets null to trust the authorities of the JVM
   */
  SmtpClient(MailSettings settings, @Nullable SSLSocketFactory sockets) {
    this.settings = settings;
    Properties properties = properties(settings);
    if (sockets != null) {
      properties.put(PROPERTIES + "ssl.socketFactory", sockets);
    }
    session = Session.getInstance(properties);
    Properties utf8 = new Properties();
    utf8.putAll(properties);
    utf8.put("mail.mime.allowutf8", "true");
    utf8Session = Session.getInstance(utf8);
  }

  private static Properties properties(MailSettings settings) {
    boolean startTls = settings.security() == Security.STARTTLS;
    String millis = String.valueOf(1_000L * settings.timeoutSeconds());
    Properties properties = new Properties();
    properties.put(PROPERTIES + "auth", String.valueOf(settings.user().isPresent()));
    properties.put(PROPERTIES + "ssl.enable", String.valueOf(settings.security() == Security.TLS));
    properties.put(PROPERTIES + "ssl.checkserveridentity", "true");
    properties.put(PROPERTIES + "starttls.enable", String.valueOf(startTls));
    properties.put(PROPERTIES + "starttls.required", String.valueOf(startTls));
    properties.put(PROPERTIES + "connectiontimeout", millis);
    properties.put(PROPERTIES + "timeout", millis);
    properties.put(PROPERTIES + "writetimeout", millis);
    // The mail is sent by then: a server that does not answer QUIT is no failure.
    properties.put(PROPERTIES + "quitwait", "false");
    return properties;
  }

  /**
   * Sends a mail.
   *
   * @throws MessagingException if the address is not one, or the mail server does not take the mail
   */
  void send(Mail mail) throws MessagingException {
    Session session = isAscii(mail.to()) ? this.session : utf8Session;
    MimeMessage message = message(session, mail);
    try (Transport transport = session.getTransport(PROTOCOL)) {
      transport.connect(
          settings.host(),
          settings.port(),
          settings.user().orElse(null),
          settings.password().orElse(null));
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 128);
  }

  private MimeMessage message(Session session, Mail mail) throws MessagingException {
    String charset = StandardCharsets.UTF_8.name();
    InternetAddress from = sender(charset);
    MimeMessage message = new OwnMessage(session, from);
    message.setFrom(from);
    message.setRecipient(RecipientType.TO, address(mail.to()));
    message.setSubject(mail.subject(), charset);
    message.setText(mail.text(), charset);
    message.setHeader("Date", DATE.format(OffsetDateTime.now(ZoneOffset.UTC)));
    // No out-of-office answers (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    return message;
  }

  private InternetAddress sender(String charset) throws MessagingException {
    InternetAddress from = InternetAddress.parse(settings.from(), true)[0];
    try {
      from.setPersonal(from.getPersonal(), charset);
      return from;
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JDK has " + charset, e);
    }
  }

  // Does not parse the text: "a,b@example.org" would become two addresses.
  private static InternetAddress address(String text) throws AddressException {
    InternetAddress address = new InternetAddress();
    address.setAddress(text);
    if (address.isGroup()) {
      throw new AddressException("a group is not an address");
    }
    address.validate();
    return address;
  }

  /** A message whose id has the sender's domain: by default it has the name of this machine. */
  private static final class OwnMessage extends MimeMessage {
    private final String domain;

    OwnMessage(Session session, InternetAddress from) {
      super(session);
      domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
    }
  }
}
