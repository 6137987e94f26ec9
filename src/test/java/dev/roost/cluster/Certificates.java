package dev.roost.cluster;

import io.vertx.core.net.JksOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A self-signed certificate as Java key stores and as PEM, made by the JDK's keytool. */
public final class Certificates {
  static final String PASSWORD = "changeit";

  private static final String ALIAS = "node";

  private final Path keyStore;
  private final Path trustStore;
  private final Path certificate;
  private final Path privateKey;

  /** Creates the files in an empty directory. */
  public Certificates(Path directory) throws Exception {
    keyStore = directory.resolve("keys.jks");
    trustStore = directory.resolve("trust.jks");
    certificate = directory.resolve("certificate.pem");
    privateKey = directory.resolve("key.pem");
    keytool("-genkeypair -keyalg RSA -keysize 2048 -dname CN=node -ext san=ip:127.0.0.1", keyStore);
    keytool("-exportcert -rfc -file " + certificate, keyStore);
    keytool("-importcert -noprompt -file " + certificate, trustStore);
    writePrivateKey();
  }

  private static void keytool(String command, Path store) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(List.of(command.split(" ")));
    all.addAll(List.of("-alias", ALIAS, "-storetype", "JKS", "-keystore", store.toString()));
    all.addAll(List.of("-storepass", PASSWORD));
    if (command.startsWith("-genkeypair")) {
      all.addAll(List.of("-keypass", PASSWORD));
    }
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private void writePrivateKey() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("JKS");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] pkcs8 = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        privateKey,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pkcs8)
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** For a server. */
  public KeyCertOptions keys() {
    return new JksOptions().setPath(keyStore.toString()).setPassword(PASSWORD);
  }

  /** For a client. */
  public TrustOptions trust() {
    return new JksOptions().setPath(trustStore.toString()).setPassword(PASSWORD);
  }

  void asJks(ClusterSettings settings) {
    settings.eventBusTlsJks(keyStore, PASSWORD, trustStore, PASSWORD);
  }

  void asPem(ClusterSettings settings) {
    settings.eventBusTlsPem(certificate, privateKey, certificate);
  }
}
