package dev.roost.rooms.signin;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.roost.rooms.config.SignInLimits;
import java.time.Duration;
import java.util.Locale;

/**
 * Limits how often clients may try to sign in or register. Each node counts for itself. Safe for
 * any thread.
 *
 * <p>Attempts count by address and by network first. An attempt that is refused by these counts for
 * nothing and for no account, so a client beyond its own limit cannot use up the attempts of an
 * account. The limit by account alone slows strangers only: attempts from a network from which the
 * account has signed in before count for the account and the client's address together.
 *
 * <p>The memory is bounded: counts have keys of a fixed size, and beyond {@value
 * AttemptCounts#MAX_COUNTS} of a kind, those used least are dropped. A refused attempt adds none.
 */
public final class SignInRateLimiter {
  private final KeyedHash hash = KeyedHash.ofThisProcess();
  private final AttemptCounts perAddress;
  private final AttemptCounts perNetwork;
  private final AttemptCounts registrations;
  private final AttemptCounts perAccount;

  /** A limiter within these limits. */
  public SignInRateLimiter(SignInLimits limits) {
    this(limits, Ticker.systemTicker());
  }

  SignInRateLimiter(SignInLimits limits, Ticker ticker) {
    Duration window = Duration.ofSeconds(limits.windowSeconds());
    perAddress =
        new AttemptCounts(
            "attempts to sign in from one address", limits.perAddress(), window, ticker);
    perNetwork =
        new AttemptCounts(
            "attempts to sign in from one network", limits.perNetwork(), window, ticker);
    registrations =
        new AttemptCounts(
            "registrations from one address", limits.registrationsPerAddress(), window, ticker);
    perAccount =
        new AttemptCounts("attempts to sign in to one account", limits.perEmail(), window, ticker);
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

  private long admit(ClientAddress client, AttemptCounts counts) {
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
    return perAddress.refused()
        + perNetwork.refused()
        + registrations.refused()
        + perAccount.refused();
  }
}
