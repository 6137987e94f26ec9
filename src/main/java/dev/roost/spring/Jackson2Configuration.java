package dev.roost.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.JsonCodec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** JSON as the application's mapper of Jackson 2 writes it, Spring Boot 3's own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSingleCandidate(ObjectMapper.class)
class Jackson2Configuration {
  @Bean
  @ConditionalOnMissingBean
  JsonCodec roostJackson2Codec(ObjectMapper mapper) {
    return JacksonCodec.basedOn(mapper);
  }
}
