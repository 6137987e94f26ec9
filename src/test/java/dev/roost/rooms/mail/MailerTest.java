package dev.roost.rooms.mail;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.cluster.Certificates;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.MailSettings;
import dev.roost.rooms.config.MailSettings.Security;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails over real connections. */
class MailerTest {
  private static final Mail MAIL = new Mail("ann@example.org", "Hello", "A link.\n");

  @TempDir static Path directory;
  private static Vertx vertx;
  private static Certificates certificates;
  private static SSLSocketFactory trusting;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    certificates = new Certificates(directory);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, certificates.trust().getTrustManagerFactory(vertx).getTrustManagers(), null);
    trusting = tls.getSocketFactory();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"TLS", "STARTTLS"})
  void mailsGoOverTlsWithThePassword(Security security) throws Exception {
    ScriptedMailServer server = server(security);
    Mailer mailer = mailer(server, security, "127.0.0.1", 10, trusting);

    assertThat(mailer.offer(() -> Future.succeededFuture(Optional.of(MAIL)))).isTrue();

    await("the mail is sent", () -> mailer.sentCount() == 1);
    String secret = "roost\0roost\0hush";
    assertThat(server.lines())
        .contains(
            "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
            "MAIL FROM:<roost@example.com>",
            "RCPT TO:<ann@example.org>",
            "From: Roost <roost@example.com>",
            "To: ann@example.org",
            "Subject: Hello",
            "Auto-Submitted: auto-generated",
            "A link.");
    assertThat(server.lines()).anyMatch(line -> line.matches("Message-ID: <[^@]+@example.com>"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"TLS", "STARTTLS"})
  void noPasswordGoesToAServerThatIsNotTrusted(Security security) throws Exception {
    ScriptedMailServer server = server(security);
    Mailer unknownAuthority = mailer(server, security, "127.0.0.1", 10, null);
    Mailer otherHost = mailer(server, security, "localhost", 10, trusting);

    unknownAuthority.offer(() -> Future.succeededFuture(Optional.of(MAIL)));
    otherHost.offer(() -> Future.succeededFuture(Optional.of(MAIL)));

    await("both fail", () -> unknownAuthority.failedCount() + otherHost.failedCount() == 2);
    assertThat(server.lines()).noneMatch(line -> line.matches("(AUTH|MAIL|RCPT) .*"));
  }

  @Test
  void withStartTlsNothingGoesOverAPlainConnection() throws Exception {
    ScriptedMailServer server = new ScriptedMailServer(vertx, certificates.keys(), false, false);
    Mailer mailer = mailer(server, Security.STARTTLS, "127.0.0.1", 10, trusting);

    mailer.offer(() -> Future.succeededFuture(Optional.of(MAIL)));

    await("it fails", () -> mailer.failedCount() == 1);
    assertThat(server.lines()).noneMatch(line -> line.matches("(AUTH|MAIL|RCPT) .*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.org\r\nBcc: bob@example.org",
        "ann@example.org\nRCPT TO:<bob@example.org>",
        "ann@example.org>\r\nRCPT TO:<bob@example.org",
        "ann,bob@example.org",
        "<ann@example.org>",
        "Ann <ann@example.org>",
        "all:bob@example.org;",
        "ann@example.org bob@example.org",
        "ann",
        ""
      })
  void anAddressIsOneAddress(String to) throws Exception {
    ScriptedMailServer server = new ScriptedMailServer(vertx, certificates.keys(), false, false);
    Mailer mailer = mailer(server, Security.NONE, "127.0.0.1", 10, null);

    mailer.offer(() -> Future.succeededFuture(Optional.of(new Mail(to, "Hello", "Text"))));

    await("it fails", () -> mailer.failedCount() == 1);
    assertThat(server.lines()).isEmpty();
  }

  @Test
  void aSubjectIsOneLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mail("ann@example.org", "Hello\r\nBcc: bob@example.org", "Text"));
  }

  @Test
  void anAddressMayHaveLettersBeyondAscii() throws Exception {
    ScriptedMailServer server = new ScriptedMailServer(vertx, certificates.keys(), false, false);
    Mailer mailer = mailer(server, Security.NONE, "127.0.0.1", 10, null);

    mailer.offer(() -> Future.succeededFuture(Optional.of(new Mail("zoë@example.org", "H", "T"))));

    await("the mail is sent", () -> mailer.sentCount() == 1);
    assertThat(server.lines())
        .contains("MAIL FROM:<roost@example.com> SMTPUTF8", "RCPT TO:<zoë@example.org>");
  }

  @Test
  void theQueueIsBoundedAndASilentServerCostsOnlyTheTimeout() throws Exception {
    ScriptedMailServer server = new ScriptedMailServer(vertx, certificates.keys(), false, false);
    server.fallSilent();
    Mailer mailer = mailer(server, Security.NONE, "127.0.0.1", 2, null);
    Promise<Optional<Mail>> preparing = Promise.promise();
    CountDownLatch asked = new CountDownLatch(1);

    try (LogCapture log = new LogCapture("dev.roost.rooms.mail")) {
      assertThat(mailer.offer(() -> Future.succeededFuture(Optional.of(MAIL)))).isTrue();
      assertThat(
              mailer.offer(
                  () -> {
                    asked.countDown();
                    return preparing.future();
                  }))
          .isTrue();
      assertThat(asked.getCount()).isZero();
      assertThat(mailer.offer(() -> Future.failedFuture("must not be asked"))).isFalse();
      assertThat(mailer.queued()).isEqualTo(2);
      assertThat(mailer.refusedCount()).isEqualTo(1);

      preparing.complete(Optional.of(MAIL));
      await("both run into the timeout", () -> mailer.failedCount() == 2);

      await("the queue is empty", () -> mailer.queued() == 0);
      assertThat(log.lines())
          .hasSize(2)
          .anyMatch(line -> line.startsWith("WARN refusing mails: the queue is full limit=2"))
          .anyMatch(line -> line.startsWith("WARN cannot send a mail: "));
    }
  }

  @Test
  void theLogSaysWhenMailsFailAndWhenTheyAreSentAgain() throws Exception {
    ScriptedMailServer server = new ScriptedMailServer(vertx, certificates.keys(), false, false);
    Mailer mailer = mailer(server, Security.NONE, "127.0.0.1", 10, null);
    server.takeMails(false);

    try (LogCapture log = new LogCapture("dev.roost.rooms.mail")) {
      for (int i = 1; i <= 3; i++) {
        int failures = i;
        mailer.offer(() -> Future.succeededFuture(Optional.of(MAIL)));
        await("it fails", () -> mailer.failedCount() == failures);
      }
      server.takeMails(true);
      mailer.offer(() -> Future.succeededFuture(Optional.of(MAIL)));
      await("the mail is sent", () -> mailer.sentCount() == 1);
      await("the log says so", () -> log.lines().size() == 2);

      assertThat(log.lines().get(0)).startsWith("WARN cannot send a mail: ").contains("550");
      assertThat(log.lines().get(1)).startsWith("INFO mails are sent again ");
      assertThat(log.lines()).noneMatch(line -> line.contains("hush"));
    }
  }

  @Test
  void whatCannotBePreparedOrIsNotWantedLeavesTheQueue() throws Exception {
    ScriptedMailServer server = new ScriptedMailServer(vertx, certificates.keys(), false, false);
    Mailer mailer = mailer(server, Security.NONE, "127.0.0.1", 10, null);

    mailer.offer(() -> Future.succeededFuture(Optional.empty()));
    mailer.offer(() -> Future.failedFuture("no database"));
    mailer.offer(
        () -> {
          throw new IllegalStateException("a fault");
        });

    await("the queue is empty", () -> mailer.queued() == 0);
    assertThat(mailer.failedCount()).isEqualTo(2);
    assertThat(server.lines()).isEmpty();
  }

  private static ScriptedMailServer server(Security security) {
    return new ScriptedMailServer(
        vertx, certificates.keys(), security == Security.TLS, security == Security.STARTTLS);
  }

  private static Mailer mailer(
      ScriptedMailServer server,
      Security security,
      String host,
      int maxQueued,
      @Nullable SSLSocketFactory sockets) {
    boolean encrypted = security != Security.NONE;
    MailSettings settings =
        new MailSettings(
            host,
            server.port(),
            security,
            encrypted ? Optional.of("roost") : Optional.empty(),
            encrypted ? Optional.of("hush") : Optional.empty(),
            "Roost <roost@example.com>",
            // The silent server is waited for; no test needs more than this for an answer.
            maxQueued == 2 ? 1 : 20,
            maxQueued,
            20,
            3);
    return Mailer.open(vertx, settings, sockets).await();
  }

  private static void await(String what, BooleanSupplier condition) throws Exception {
    eventually(() -> assertThat(condition.getAsBoolean()).as(what).isTrue());
  }
}
