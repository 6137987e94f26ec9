package dev.roost.rooms.budgets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.roost.rooms.config.BudgetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets of all accounts and addresses on this server. Safe for any thread. */
public final class Budgets {
  private static final Logger log = LoggerFactory.getLogger(Budgets.class);

  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;

  /** How many budgets are remembered. Beyond, those go that are used least, and are full again. */
  private static final int MAX_BUCKETS = 100_000;

  /** After this time every budget is full again: none is for more than an hour, or owes more. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

  private final BudgetSettings settings;
  private final Ticker ticker;
  private final BiConsumer<String, String> refused;
  private final Cache<Key, Bucket> buckets;

  private record Key(Budget budget, String scope, String id) {}

  /** The size of a budget and the rate at which it refills. */
  private record Size(Key key, double capacity, double perSecond) {
    double needed(double amount) {
      return Math.min(amount, capacity);
    }
  }

  /**
   * Of these sizes.
   *
   * @param refused receives the budget and the scope of each refusal: account, address or guests
   */
  public Budgets(BudgetSettings settings, BiConsumer<String, String> refused) {
    this(settings, refused, Ticker.systemTicker());
  }

  Budgets(BudgetSettings settings, BiConsumer<String, String> refused, Ticker ticker) {
    this.settings = settings;
    this.refused = refused;
    this.ticker = ticker;
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .ticker(ticker)
            .build();
  }

  /** Budgets without limits. */
  public static Budgets unlimited() {
    return new Budgets(BudgetSettings.UNLIMITED, (budget, scope) -> {});
  }

  /**
   * Pays for one thing and the bytes it stores.
   *
   * @throws BudgetSpentException if a budget does not pay, in which case nothing is paid
   */
  public void pay(Payer payer, Budget budget, long bytes) throws BudgetSpentException {
    List<Size> sizes = sizes(payer, budget);
    List<Size> byteSizes = sizes(payer, Budget.BYTES);
    for (int i = 0; i < sizes.size(); i++) {
      if (!take(sizes.get(i), 1)) {
        sizes.subList(0, i).forEach(paid -> charge(paid, -1));
        throw refusal(sizes.get(i), 1);
      }
    }
    for (int i = 0; i < byteSizes.size(); i++) {
      if (!take(byteSizes.get(i), (double) bytes)) {
        sizes.forEach(paid -> charge(paid, -1));
        byteSizes.subList(0, i).forEach(paid -> charge(paid, (double) -bytes));
        throw refusal(byteSizes.get(i), (double) bytes);
      }
    }
  }

  /** Gives back what {@link #pay} took for something that was not done. */
  public void refund(Payer payer, Budget budget, long bytes) {
    sizes(payer, budget).forEach(size -> charge(size, -1));
    sizes(payer, Budget.BYTES).forEach(size -> charge(size, (double) -bytes));
  }

  /** Charges bytes whose number was not known before; what is missing is paid later. */
  public void chargeBytes(Payer payer, long bytes) {
    sizes(payer, Budget.BYTES).forEach(size -> charge(size, (double) bytes));
  }

  private List<Size> sizes(Payer payer, Budget budget) {
    String network = payer.network();
    List<Size> sizes = new ArrayList<>(2);
    if (payer.userId() == null) {
      size(budget, "guests", network, 1).ifPresent(sizes::add);
      return sizes;
    }
    size(budget, "account", String.valueOf(payer.userId()), 1).ifPresent(sizes::add);
    if (settings.accountsPerAddress() > 0) {
      size(budget, "address", network, settings.accountsPerAddress()).ifPresent(sizes::add);
    }
    return sizes;
  }

  private Optional<Size> size(Budget budget, String scope, String id, int factor) {
    boolean guests = scope.equals("guests");
    double seconds =
        switch (budget) {
          case MESSAGES, POINTERS -> MINUTE;
          case EDITS -> 1;
          case CREATIONS, ROOMS, BYTES -> HOUR;
        };
    double number =
        switch (budget) {
          case MESSAGES ->
              guests ? settings.guestMessagesPerMinute() : settings.messagesPerMinute();
          case EDITS -> settings.editsPerSecond();
          case POINTERS -> settings.pointersPerMinute();
          case CREATIONS -> settings.creationsPerHour();
          case ROOMS -> guests ? settings.guestNewRoomsPerHour() : settings.newRoomsPerHour();
          case BYTES -> guests ? settings.guestStoredBytesPerHour() : settings.storedBytesPerHour();
        };
    // Clients that were away send all of their changes at once.
    double atOnce = budget == Budget.EDITS ? MINUTE : 1;
    return number == 0
        ? Optional.empty()
        : Optional.of(
            new Size(
                new Key(budget, scope, id), factor * number * atOnce, factor * number / seconds));
  }

  private boolean take(Size size, double amount) {
    double needed = size.needed(amount);
    boolean[] taken = new boolean[1];
    buckets
        .asMap()
        .compute(
            size.key,
            (key, known) -> {
              Bucket now = refilled(size, known);
              taken[0] = now.left() >= needed;
              return taken[0] ? now.less(amount) : now;
            });
    return taken[0];
  }

  private void charge(Size size, double amount) {
    buckets.asMap().compute(size.key, (key, known) -> refilled(size, known).less(amount));
  }

  private Bucket refilled(Size size, @Nullable Bucket known) {
    long now = ticker.read();
    return known == null
        ? Bucket.full(size.capacity, now)
        : known.refilled(size.capacity, size.perSecond, now);
  }

  private BudgetSpentException refusal(Size size, double amount) {
    Key key = size.key;
    long[] seconds = new long[1];
    boolean[] first = new boolean[1];
    buckets
        .asMap()
        .compute(
            key,
            (same, known) -> {
              Bucket now = refilled(size, known);
              seconds[0] = now.secondsUntil(size.needed(amount), size.perSecond);
              first[0] = now.isToBeLogged();
              return first[0] ? now.logged() : now;
            });
    refused.accept(key.budget.label(), key.scope);
    if (first[0]) {
      log.warn(
          "refusing a request: over its budget budget={} {}={} retry_after={}s",
          key.budget.label(),
          key.scope,
          key.id,
          seconds[0]);
    }
    return new BudgetSpentException(key.budget, seconds[0]);
  }
}
