package dev.roost.spring;

import dev.roost.internal.versions.RequiredVersions;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AbstractFactoryBean;

/** The application's Vert.x if it has none of its own. Closed with the application. */
final class VertxFactoryBean extends AbstractFactoryBean<Vertx> {
  private static final long CLOSE_SECONDS = 30;

  @Override
  public Class<Vertx> getObjectType() {
    return Vertx.class;
  }

  @Override
  protected Vertx createInstance() {
    try {
      RequiredVersions.check();
    } catch (IllegalStateException e) {
      throw new StartFailure(
          String.valueOf(e.getMessage()), "Choose the version that the description names.", e);
    }
    return Vertx.vertx();
  }

  @Override
  protected void destroyInstance(@Nullable Vertx vertx) throws Exception {
    if (vertx != null) {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
