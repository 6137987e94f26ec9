package dev.roost.rooms.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The secret of an endpoint that has no other one, for its dashboard. It is made of the admin key,
 * which all nodes of a cluster have.
 */
public final class AdminKeySecret {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final byte[] SALT = "roost dashboard".getBytes(StandardCharsets.UTF_8);

  // The server encrypts the cookies of all visitors with it. So each guess of the key must be slow.
  private static final int ITERATIONS = 600_000;
  private static final int BITS = 512;

  private AdminKeySecret() {}

  /** Takes a part of a second. */
  public static String derive(String adminKey) {
    try {
      PBEKeySpec spec = new PBEKeySpec(adminKey.toCharArray(), SALT, ITERATIONS, BITS);
      return HexFormat.of()
          .formatHex(SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
