package dev.roost.rooms.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.roost.rooms.config.SignInLimits;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how often clients may try to sign in or register. Each node counts for itself. Safe for
 * any thread.
 *
 * <p>Attempts count by address and by network first. An attempt that is refused by these counts for
 * nothing and for no account, so a client beyond its own limit cannot use up the attempts of an
 * account. The limit by account alone slows strangers only: attempts from a network from which the
 * account has signed in before count for the account and the client's address together.
 *
 * <p>The memory is bounded: counts have keys of a fixed size, and beyond {@value #MAX_COUNTS} of a
 * kind, those used least are dropped. A refused attempt adds none.
 */
public final class SignInRateLimiter {
  /** How many counts of each kind there are at most. */
  static final int MAX_COUNTS = 20_000;

  private static final Logger log = LoggerFactory.getLogger(SignInRateLimiter.class);

  private final SignInLimits limits;
  private final Ticker ticker;
  private final KeyedHash hash = KeyedHash.ofThisProcess();
  private final Counts perAddress;
  private final Counts perNetwork;
  private final Counts registrations;
  private final Counts perAccount;

  /** A limiter within these limits. */
  public SignInRateLimiter(SignInLimits limits) {
    this(limits, Ticker.systemTicker());
  }

  SignInRateLimiter(SignInLimits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
    perAddress = new Counts("attempts to sign in from one address", limits.perAddress());
    perNetwork = new Counts("attempts to sign in from one network", limits.perNetwork());
    registrations = new Counts("registrations from one address", limits.registrationsPerAddress());
    perAccount = new Counts("attempts to sign in to one account", limits.perEmail());
  }

  /**
   * Counts an attempt to sign in by the client's address and network.
   *
   * @return 0 if the client may go on, else in how many seconds it may try again
   */
  public long admit(ClientAddress client) {
    return admit(client, perAddress);
  }

  /**
   * Counts a registration by the client's address and network.
   *
   * @return 0 if the client may go on, else in how many seconds it may try again
   */
  public long admitRegistration(ClientAddress client) {
    return admit(client, registrations);
  }

  private long admit(ClientAddress client, Counts counts) {
    long seconds = counts.secondsToWait(client.address(), client);
    if (seconds == 0) {
      seconds = perNetwork.secondsToWait(client.network(), client);
    }
    if (seconds == 0) {
      counts.add(client.address());
      perNetwork.add(client.network());
    }
    return seconds;
  }

  /**
   * Counts an attempt to sign in to an account, whether or not it exists.
   *
   * @param fromKnownNetwork whether the account has signed in from the client's network before
   * @return 0 if the password may be checked, else in how many seconds the client may try again
   */
  public long admitTo(String email, ClientAddress client, boolean fromKnownNetwork) {
    KeyedHash.Hash key = key(email, client, fromKnownNetwork);
    long seconds = perAccount.secondsToWait(key, client);
    if (seconds == 0) {
      perAccount.add(key);
    }
    return seconds;
  }

  /**
   * Takes back what counted for the account: the owner signed in. From a known network, these are
   * all attempts of the client's address; from another one, only the last attempt, as those before
   * may be an attacker's.
   *
   * @param fromKnownNetwork as it was for {@link #admitTo}
   */
  public void succeeded(String email, ClientAddress client, boolean fromKnownNetwork) {
    KeyedHash.Hash key = key(email, client, fromKnownNetwork);
    if (fromKnownNetwork) {
      perAccount.remove(key);
    } else {
      perAccount.takeBack(key);
    }
  }

  private KeyedHash.Hash key(String email, ClientAddress client, boolean withAddress) {
    return hash.of(email.toLowerCase(Locale.ROOT), withAddress ? client.address() : null);
  }

  /** How many counts there are. */
  long size() {
    return perAddress.size() + perNetwork.size() + registrations.size() + perAccount.size();
  }

  /** How many attempts and registrations were refused so far. */
  public long refused() {
    return perAddress.refused.get()
        + perNetwork.refused.get()
        + registrations.refused.get()
        + perAccount.refused.get();
  }

  private static final class Count {
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final long since;

    private Count(long since) {
      this.since = since;
    }
  }

  /** Counts of one kind. Each begins with the first attempt and ends after the window. */
  private final class Counts {
    private final String kind;
    private final int limit;
    private final Cache<Object, Count> counts;
    private final AtomicLong refused = new AtomicLong();

    private Counts(String kind, int limit) {
      this.kind = kind;
      this.limit = limit;
      counts =
          Caffeine.newBuilder()
              .maximumSize(MAX_COUNTS)
              .expireAfterWrite(Duration.ofSeconds(limits.windowSeconds()))
              .ticker(ticker)
              .build();
    }

    private long secondsToWait(Object key, ClientAddress client) {
      Count count = counts.getIfPresent(key);
      if (count == null || count.attempts.get() < limit) {
        return 0;
      }
      long passed = TimeUnit.NANOSECONDS.toSeconds(ticker.read() - count.since);
      long seconds = Math.max(1, limits.windowSeconds() - passed);
      refused.incrementAndGet();
      // One line a window, however many attempts follow.
      if (count.refused.getAndIncrement() == 0) {
        log.warn(
            "refusing {} seconds={} limit={} address={}", kind, seconds, limit, client.address());
      }
      return seconds;
    }

    private void add(Object key) {
      counts.get(key, first -> new Count(ticker.read())).attempts.incrementAndGet();
    }

    private void takeBack(Object key) {
      Count count = counts.getIfPresent(key);
      if (count != null) {
        count.attempts.decrementAndGet();
      }
    }

    private void remove(Object key) {
      counts.invalidate(key);
    }

    private long size() {
      counts.cleanUp();
      return counts.estimatedSize();
    }
  }
}
