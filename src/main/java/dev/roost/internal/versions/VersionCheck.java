package dev.roost.internal.versions;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Has Vert.x check the versions when an application makes one, which is before there can be an
 * endpoint: {@code Vertx.vertx()} is the first to need Netty 4.2. Vert.x finds this class by {@code
 * META-INF/services}, and asks it before it makes event loops.
 */
public final class VersionCheck implements VertxServiceProvider {

  /** Checks Vert.x, an old one of which has no {@link #init} of this form. */
  public VersionCheck() {
    RequiredVersions.checkVertx();
  }

  @Override
  public void init(VertxBootstrap bootstrap) {
    RequiredVersions.checkNetty();
  }
}
