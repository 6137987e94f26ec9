package dev.roost.spring;

import dev.roost.Endpoint;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint's part of the health of an application on Spring Boot 3.5. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnProperty(name = "management.health.roost.enabled", matchIfMissing = true)
class ActuatorHealthConfiguration {
  @Bean
  @ConditionalOnMissingBean(name = "roostHealthIndicator")
  HealthIndicator roostHealthIndicator(Endpoint endpoint, RoostServer server) {
    ServerHealth health = new ServerHealth(endpoint, server);
    return () ->
        (health.isUp() ? Health.up() : Health.outOfService()).withDetails(health.details()).build();
  }
}
