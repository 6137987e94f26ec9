package dev.roost.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;

/**
 * TLS between the event buses of the nodes. Each node shows its certificate to the other: without
 * that, connections would be encrypted, but not authenticated.
 */
sealed interface EventBusTls {

  KeyCertOptions key();

  TrustOptions trust();

  default void applyTo(EventBusOptions options) {
    options
        .setSsl(true)
        .setKeyCertOptions(key())
        .setTrustOptions(trust())
        .setClientAuth(ClientAuth.REQUIRED)
        // Of all options of Vert.x that have this one, only those of the event bus trust everybody.
        .setTrustAll(false);
  }

  record Pem(Path certificate, Path privateKey, Path authorities) implements EventBusTls {
    @Override
    public KeyCertOptions key() {
      return new PemKeyCertOptions()
          .setCertPath(certificate.toString())
          .setKeyPath(privateKey.toString());
    }

    @Override
    public TrustOptions trust() {
      return new PemTrustOptions().addCertPath(authorities.toString());
    }
  }

  record Jks(Path keyStore, String keyStorePassword, Path trustStore, String trustStorePassword)
      implements EventBusTls {
    @Override
    public KeyCertOptions key() {
      return new JksOptions().setPath(keyStore.toString()).setPassword(keyStorePassword);
    }

    @Override
    public TrustOptions trust() {
      return new JksOptions().setPath(trustStore.toString()).setPassword(trustStorePassword);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
      return "Jks[keyStore=" + keyStore + ", trustStore=" + trustStore + "]";
    }
  }
}
