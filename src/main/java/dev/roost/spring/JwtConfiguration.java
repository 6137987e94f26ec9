package dev.roost.spring;

import dev.roost.auth.JwtConnect;
import dev.roost.auth.TokenVerifier;
import dev.roost.channel.ConnectHandler;
import io.vertx.core.Vertx;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Lets the clients in whose token Spring Security's decoder accepts. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JwtDecoder.class)
@ConditionalOnSingleCandidate(JwtDecoder.class)
class JwtConfiguration {
  @Bean
  @ConditionalOnMissingBean
  TokenVerifier roostTokenVerifier(Vertx vertx, JwtDecoder decoder) {
    return new JwtDecoderVerifier(vertx, decoder);
  }

  @Bean
  @ConditionalOnMissingBean
  ConnectHandler roostConnectHandler(TokenVerifier verifier) {
    return JwtConnect.with(verifier).assign("user_id", "sub").socketId("user:");
  }
}
