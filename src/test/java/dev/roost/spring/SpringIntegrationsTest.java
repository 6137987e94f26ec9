package dev.roost.spring;

import static dev.roost.spring.SpringApplications.JOIN;
import static dev.roost.spring.SpringApplications.connect;
import static dev.roost.spring.SpringApplications.join;
import static dev.roost.spring.SpringApplications.port;
import static dev.roost.spring.SpringApplications.runner;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.roost.Endpoint;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.spring.SpringApplications.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint uses the application's mappers, registries and decoders. */
@Timeout(60)
class SpringIntegrationsTest {
  // -- JSON

  @Configuration(proxyBeanMethods = false)
  private static class Jackson2 {
    @Bean
    ObjectMapper objectMapper() {
      return new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE);
    }
  }

  @Configuration(proxyBeanMethods = false)
  private static class Jackson3 {
    @Bean
    JsonMapper jsonMapper() {
      return JsonMapper.builder()
          .propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
          .build();
    }
  }

  private static String greeting(ApplicationContext context, String member) throws Exception {
    try (RawWebSocket client = join(context)) {
      client.sendText("[\"1\",\"2\",\"room:a\",\"greet\",{\"" + member + "\":\"Ann\"}]");
      return client.receiveText();
    }
  }

  @Test
  void payloadsUseSpringsObjectMapper() {
    runner(Rooms.class, Jackson2.class)
        .run(context -> assertThat(greeting(context, "FULL_NAME")).contains("\"FULL_TEXT\""));
  }

  @Test
  void payloadsUseJackson3IfSpringHasBoth() {
    runner(Rooms.class, Jackson2.class, Jackson3.class)
        .run(context -> assertThat(greeting(context, "full_name")).contains("\"full_text\""));
  }

  @Test
  void payloadsUseTheStandardCodecWithoutAMapper() {
    runner(Rooms.class)
        .withClassLoader(new FilteredClassLoader(JsonMapper.class))
        .run(context -> assertThat(greeting(context, "fullName")).contains("\"fullText\""));
  }

  // -- Validation

  record Named(@NotBlank(message = "needs a name") String name) {}

  @RoostChannel("room:*")
  private static class ValidatedChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok(Map.of("name", join.payload().decode(Named.class).name()));
    }
  }

  @Configuration(proxyBeanMethods = false)
  private static class WithValidator extends Accepting {
    @Bean
    Validator validator() {
      return Validation.buildDefaultValidatorFactory().getValidator();
    }
  }

  @Test
  void payloadsUseTheApplicationsValidator() {
    runner(WithValidator.class, ValidatedChannel.class)
        .run(
            context -> {
              assertThat(context).hasBean("roostPayloadValidator");
              try (RawWebSocket client = connect(context)) {
                client.sendText(JOIN.replace("{}", "{\"name\":\" \"}"));
                assertThat(client.receiveText()).contains("\"name\":\"needs a name\"");
              }
            });
  }

  // -- Metrics

  @Configuration(proxyBeanMethods = false)
  private static class WithRegistry {
    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }
  }

  @Test
  void metersAreInTheApplicationsRegistry() {
    runner(Rooms.class, WithRegistry.class)
        .run(
            context -> {
              join(context).close();
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              assertThat(
                      registry.get("roost.channel.joined").timer().totalTime(TimeUnit.NANOSECONDS))
                  .isPositive();
              assertThat(registry.get("roost.draining").gauge().value()).isZero();
              assertThat(registry.get("roost.presence.topics").gauge().value()).isZero();
            });
  }

  @Test
  void withoutMicrometerThereAreNoMeters() {
    runner(Rooms.class)
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(context -> join(context).close());
  }

  // -- Health

  @Test
  void healthIsOutOfServiceOnceConnectionsAreDrained() {
    runner(Rooms.class)
        .run(
            context -> {
              HealthIndicator indicator = context.getBean(HealthIndicator.class);
              assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
              context.getBean(RoostServer.class).stop();
              assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(indicator.health().getDetails()).containsEntry("draining", true);
            });
  }

  @Test
  void springBoot3HealthIsUsedIfOnTheClassPath() {
    runner(Rooms.class)
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
        .run(
            context -> {
              var indicator =
                  context.getBean(org.springframework.boot.actuate.health.HealthIndicator.class);
              assertThat(indicator.health().getStatus())
                  .isEqualTo(org.springframework.boot.actuate.health.Status.UP);
            });
  }

  @Test
  void healthCanBeTurnedOff() {
    runner(Rooms.class)
        .withPropertyValues("management.health.roost.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("roostHealthIndicator"));
  }

  // -- Tokens

  private static class Accepting {
    @Bean
    dev.roost.channel.ConnectHandler connectHandler() {
      return dev.roost.channel.ConnectHandler.acceptAll();
    }
  }

  @RoostChannel("room:*")
  private static class UserChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok(Map.of("user", socket().get("user_id", String.class)));
    }
  }

  @Configuration(proxyBeanMethods = false)
  private static class WithDecoder {
    @Bean
    JwtDecoder decoder() {
      return token ->
          switch (token) {
            case "good" ->
                Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject("ann")
                    .expiresAt(Instant.now().plusSeconds(3_600))
                    .build();
            case "bad" -> throw new BadJwtException("a bad one");
            default -> throw new JwtException("no keys");
          };
    }
  }

  @Test
  void springSecuritysDecoderAuthenticatesClients() {
    runner(WithDecoder.class, UserChannel.class)
        .run(
            context -> {
              try (RawWebSocket client = connect(context, "&token=good")) {
                client.sendText(JOIN);
                assertThat(client.receiveText()).contains("{\"user\":\"ann\"}");
                context.getBean(Endpoint.class).disconnect("user:ann");
                assertThat(client.receiveClose()).isPositive();
              }
              assertThat(status(context, "&token=bad")).isEqualTo(403);
              assertThat(status(context, "")).isEqualTo(403);
              assertThat(status(context, "&token=unavailable")).isEqualTo(503);
            });
  }

  private static int status(ApplicationContext context, String params) throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(port(context))) {
      return client.upgrade("/socket/websocket?vsn=2.0.0" + params).status();
    }
  }

  @Test
  void applicationsConnectHandlerComesFirst() {
    runner(Rooms.class, WithDecoder.class).run(context -> join(context).close());
  }
}
