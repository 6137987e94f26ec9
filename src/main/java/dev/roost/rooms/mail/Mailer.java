package dev.roost.rooms.mail;

import dev.roost.rooms.config.MailSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mails on two threads of its own. The queue is bounded, and includes mails that are being
 * prepared. Safe for any thread.
 */
public final class Mailer {
  private static final Logger log = LoggerFactory.getLogger(Mailer.class);

  private static final int THREADS = 2;

  /** A mail takes a handful of exchanges with the server, each within the timeout. */
  private static final int EXCHANGES = 10;

  private final MailSettings settings;
  private final SmtpClient client;
  private final WorkerExecutor threads;
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();

  private Mailer(Vertx vertx, MailSettings settings, @Nullable SSLSocketFactory sockets) {
    this.settings = settings;
    client = new SmtpClient(settings, sockets);
    threads =
        vertx.createSharedWorkerExecutor(
            "roost-mail", THREADS, (long) EXCHANGES * settings.timeoutSeconds(), TimeUnit.SECONDS);
  }

  /** A mailer that lasts as long as Vert.x. */
  public static Future<Mailer> open(Vertx vertx, MailSettings settings) {
    return open(vertx, settings, null);
  }

  /**
   * A mailer with its own choice of trusted certificates.
   *
   * @param sockets null to trust the authorities of the JVM
   */
  static Future<Mailer> open(
      Vertx vertx, MailSettings settings, @Nullable SSLSocketFactory sockets) {
    Mailer mailer = new Mailer(vertx, settings, sockets);
    return vertx.deployVerticle(mailer.new Shutdown()).map(mailer);
  }

  /** Logs what the end of the server leaves unsent. */
  private final class Shutdown extends VerticleBase {
    @Override
    public Future<?> stop() {
      int left = queued.get();
      if (left > 0) {
        log.warn("dropping mails: the server stops mails={}", left);
      }
      return Future.succeededFuture();
    }
  }

  /**
   * Prepares a mail and sends it. Returns at once.
   *
   * @param prepare gives nothing if there is no mail to send after all
   * @return false, and nothing is prepared, if the queue is full
   */
  public boolean offer(Supplier<Future<Optional<Mail>>> prepare) {
    if (queued.incrementAndGet() > settings.maxQueued()) {
      queued.decrementAndGet();
      // The first, the second, the fourth and so on: a flood makes few lines.
      if (Long.bitCount(refused.incrementAndGet()) == 1) {
        log.warn(
            "refusing mails: the queue is full limit={} refused={}",
            settings.maxQueued(),
            refused.get());
      }
      return false;
    }
    Future.succeededFuture()
        .compose(queued -> prepare.get())
        .onFailure(
            failure -> {
              failed.incrementAndGet();
              log.warn("cannot prepare a mail: it is not sent cause={}", failure.toString());
            })
        .onSuccess(mail -> mail.ifPresentOrElse(this::send, queued::decrementAndGet))
        .onFailure(failure -> queued.decrementAndGet());
    return true;
  }

  private void send(Mail mail) {
    threads
        .executeBlocking(
            () -> {
              client.send(mail);
              return true;
            },
            false)
        .onComplete(done -> queued.decrementAndGet())
        .onSuccess(done -> sent())
        .onFailure(this::failed);
  }

  private void sent() {
    sent.incrementAndGet();
    if (failing.compareAndSet(true, false)) {
      log.info("mails are sent again host={} port={}", settings.host(), settings.port());
    }
  }

  // One line until a mail is sent again; the counter has the others.
  private void failed(Throwable failure) {
    failed.incrementAndGet();
    if (failing.compareAndSet(false, true)) {
      log.warn(
          "cannot send a mail: people get no links until the mail server takes mails host={}"
              + " port={} cause={}",
          settings.host(),
          settings.port(),
          failure.toString().strip());
    }
  }

  /** How many mails are waiting, being prepared or being sent. */
  public int queued() {
    return queued.get();
  }

  /** How many mails the mail server took. */
  public long sentCount() {
    return sent.get();
  }

  /** How many mails could not be prepared or sent. */
  public long failedCount() {
    return failed.get();
  }

  /** How many mails were refused because the queue was full. */
  public long refusedCount() {
    return refused.get();
  }
}
