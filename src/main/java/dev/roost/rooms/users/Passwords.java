package dev.roost.rooms.users;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.auth.hashing.HashingStrategy;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords, by PBKDF2 with SHA-512. Hashing is slow on purpose, so it has its
 * own threads. Safe for any thread.
 */
public final class Passwords {
  private static final String ALGORITHM = "pbkdf2";
  private static final String ITERATIONS = "it";
  private static final int SALT_BYTES = 16;
  private static final int THREADS = 2;

  private final HashingStrategy strategy = HashingStrategy.load();
  private final SecureRandom random = new SecureRandom();
  private final WorkerExecutor threads;
  private final Map<String, String> parameters;
  private final String nobodys;

  /**
   * With threads of its own, that last as long as Vert.x.
   *
   * @param iterations how much work it is; hashes that were made by another number stay good
   */
  public Passwords(Vertx vertx, int iterations) {
    threads = vertx.createSharedWorkerExecutor("roost-passwords", THREADS);
    parameters = Map.of(ITERATIONS, String.valueOf(iterations));
    nobodys = "$" + ALGORITHM + "$" + ITERATIONS + "=" + iterations + "$" + salt() + "$AA";
  }

  /** The hash to store of a password. */
  public Future<String> hash(String password) {
    return threads.executeBlocking(
        () -> strategy.hash(ALGORITHM, parameters, salt(), password), false);
  }

  /**
   * Whether it is the password.
   *
   * @param hash what was kept, or null for a password that is wrong in any case: finding that out
   *     takes as long, so that time does not tell whether there is an account
   */
  public Future<Boolean> check(@Nullable String hash, String password) {
    return threads.executeBlocking(
        () -> strategy.verify(hash == null ? nobodys : hash, password) && hash != null, false);
  }

  private String salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return Base64.getEncoder().withoutPadding().encodeToString(salt);
  }
}
