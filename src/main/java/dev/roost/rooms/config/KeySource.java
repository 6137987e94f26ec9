package dev.roost.rooms.config;

import java.nio.file.Path;

/** The source of the key that verifies tokens. */
public sealed interface KeySource {

  /** The secret itself, as configured. */
  record Secret(String value) implements KeySource {
    /** Without the secret, for settings may end up in a log. */
    @Override
    public String toString() {
      return "Secret[…]";
    }
  }

  /** A file with the secret, which must exist. */
  record SecretFile(Path path) implements KeySource {}

  /** A file with a secret of our own making, which is made when it does not exist. */
  record GeneratedSecret(Path path) implements KeySource {}

  /** A file with a public key in PEM. */
  record PublicKeyFile(Path path) implements KeySource {}

  /** A file with a JSON Web Key Set. */
  record JwksFile(Path path) implements KeySource {}
}
