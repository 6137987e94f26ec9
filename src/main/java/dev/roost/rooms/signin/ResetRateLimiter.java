package dev.roost.rooms.signin;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Locale;

/**
 * Limits how often clients may ask for a link that sets a password. Requests count for an e-mail
 * address whether or not it has an account, so a refusal tells nothing. A request that the client's
 * own limits refuse counts for no e-mail address. Each node counts for itself. Safe for any thread.
 */
public final class ResetRateLimiter {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** A network may ask so many times as often as one address. */
  private static final int ADDRESSES_PER_NETWORK = 10;

  private final KeyedHash hash = KeyedHash.ofThisProcess();
  private final AttemptCounts fromAddress;
  private final AttemptCounts fromNetwork;
  private final AttemptCounts forEmail;

  /**
   * A limiter of requests in an hour.
   *
   * @param perAddress requests from one client address
   * @param perEmail requests for one e-mail address
   */
  public ResetRateLimiter(int perAddress, int perEmail) {
    this(perAddress, perEmail, Ticker.systemTicker());
  }

  ResetRateLimiter(int perAddress, int perEmail, Ticker ticker) {
    fromAddress =
        new AttemptCounts("requests for reset links from one address", perAddress, WINDOW, ticker);
    fromNetwork =
        new AttemptCounts(
            "requests for reset links from one network",
            perAddress * ADDRESSES_PER_NETWORK,
            WINDOW,
            ticker);
    forEmail =
        new AttemptCounts("requests for reset links to one e-mail", perEmail, WINDOW, ticker);
  }

  /**
   * Counts a request.
   *
   * @return 0 if the client may go on, else in how many seconds it may try again
   */
  public long admit(String email, ClientAddress client) {
    KeyedHash.Hash key = hash.of(email.toLowerCase(Locale.ROOT));
    long seconds = fromAddress.secondsToWait(client.address(), client);
    if (seconds == 0) {
      seconds = fromNetwork.secondsToWait(client.network(), client);
    }
    if (seconds == 0) {
      fromAddress.add(client.address());
      fromNetwork.add(client.network());
      seconds = forEmail.secondsToWait(key, client);
    }
    if (seconds == 0) {
      forEmail.add(key);
    }
    return seconds;
  }

  /** How many requests were refused. */
  public long refused() {
    return fromAddress.refused() + fromNetwork.refused() + forEmail.refused();
  }
}
