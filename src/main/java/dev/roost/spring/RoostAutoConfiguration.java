package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.cluster.ClusterOptions;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Vertx;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * An {@link Endpoint} with a server of its own, configured by {@link RoostProperties} and these
 * beans of the application, all of them optional:
 *
 * <ul>
 *   <li>{@link ConnectHandler}, or Spring Security's {@code JwtDecoder}; channels with {@link
 *       RoostChannel}; {@link RoostConfigurer}s;
 *   <li>a {@code Vertx}, which may be clustered; {@link ClusterOptions}; {@link PresenceOptions};
 *   <li>an {@code ObjectMapper} or {@code JsonMapper}, or a {@code JsonCodec}; a {@code Validator},
 *       or a {@code PayloadValidator}; a {@code MeterRegistry}; {@code SocketListener}s; an {@code
 *       ErrorHandler}; an {@code OriginCheck}.
 * </ul>
 *
 * <p>To inject: {@link RoostBroadcaster}, {@link Endpoint}, {@link Presence}, {@link RoostServer}.
 */
@AutoConfiguration(
    // By name, as Spring Boot 4 moved them.
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration",
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration",
      "org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration",
      "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration",
      "org.springframework.boot.autoconfigure.security.oauth2.resource.servlet"
          + ".OAuth2ResourceServerAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet"
          + ".OAuth2ResourceServerAutoConfiguration"
    })
@ConditionalOnProperty(name = "roost.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RoostProperties.class)
@Import({
  Jackson3Configuration.class,
  Jackson2Configuration.class,
  ValidationConfiguration.class,
  JwtConfiguration.class,
  MetricsConfiguration.class,
  TransactionConfiguration.class,
  HealthConfiguration.class,
  ActuatorHealthConfiguration.class
})
public class RoostAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean(Vertx.class)
  VertxFactoryBean roostVertx() {
    return new VertxFactoryBean();
  }

  @Bean
  @ConditionalOnMissingBean
  EndpointOptions roostEndpointOptions(RoostProperties properties, ListableBeanFactory beans) {
    return OptionsFactory.create(properties, beans);
  }

  @Bean
  @ConditionalOnMissingBean(Endpoint.class)
  EndpointFactoryBean roostEndpoint(
      Vertx vertx, EndpointOptions options, ObjectProvider<ClusterOptions> cluster) {
    return new EndpointFactoryBean(vertx, options, cluster.getIfAvailable(ClusterOptions::new));
  }

  @Bean
  @ConditionalOnMissingBean
  Presence roostPresence(Endpoint endpoint, ObjectProvider<PresenceOptions> options) {
    return endpoint.presence(options.getIfAvailable(PresenceOptions::new));
  }

  @Bean
  @ConditionalOnMissingBean
  RoostBroadcaster roostBroadcaster(Endpoint endpoint) {
    return new RoostBroadcaster(endpoint, Runnable::run);
  }

  @Bean
  RoostServer roostServer(
      Endpoint endpoint,
      RoostProperties properties,
      ListableBeanFactory beans,
      ObjectProvider<ConnectHandler> connectHandler,
      Presence presence,
      ObjectProvider<RoostConfigurer> configurers,
      ObjectProvider<EndpointWatcher> watchers,
      Environment environment) {
    return new RoostServer(
        endpoint,
        properties,
        new RoostServer.Served(
            connectHandler.getIfAvailable(),
            ChannelBeans.of(beans),
            presence,
            configurers.orderedStream().toList(),
            watchers.orderedStream().toList()),
        environment);
  }
}
