package dev.roost.spring;

import dev.roost.jackson3.Jackson3Codec;
import dev.roost.serializer.JsonCodec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the application's mapper of Jackson 3 writes it, Spring Boot 4's own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnSingleCandidate(JsonMapper.class)
class Jackson3Configuration {
  @Bean
  @ConditionalOnMissingBean
  JsonCodec roostJackson3Codec(JsonMapper mapper) {
    return Jackson3Codec.basedOn(mapper);
  }
}
