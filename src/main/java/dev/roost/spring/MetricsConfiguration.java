package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.auth.JwtConnect;
import dev.roost.channel.ConnectHandler;
import dev.roost.micrometer.EndpointMeters;
import dev.roost.presence.Presence;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint's meters, in the application's registry. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
class MetricsConfiguration {
  private static final long REFRESH_MILLIS = 10_000;

  @Bean
  @ConditionalOnMissingBean
  EndpointMeters roostEndpointMeters(MeterRegistry registry) {
    return new EndpointMeters(registry);
  }

  @Bean
  EndpointWatcher roostEndpointWatcher(
      EndpointMeters meters, Presence presence, ObjectProvider<ConnectHandler> handlers) {
    return endpoint -> {
      meters.watch(endpoint);
      meters.watch(presence);
      if (handlers.getIfAvailable() instanceof JwtConnect handler) {
        meters.watch(handler);
      }
      refresh(meters, endpoint);
    };
  }

  // A registry does not tell when it is read.
  private static void refresh(EndpointMeters meters, Endpoint endpoint) {
    endpoint
        .vertx()
        .setPeriodic(
            REFRESH_MILLIS,
            timer -> {
              if (endpoint.isClosed()) {
                endpoint.vertx().cancelTimer(timer);
              } else {
                meters.refresh(endpoint);
              }
            });
  }
}
