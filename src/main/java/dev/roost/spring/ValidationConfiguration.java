package dev.roost.spring;

import dev.roost.serializer.PayloadValidator;
import dev.roost.validation.JakartaValidation;
import jakarta.validation.Validator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checks payloads by the application's validator, whose constraints may use beans. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Validator.class)
@ConditionalOnSingleCandidate(Validator.class)
class ValidationConfiguration {
  @Bean
  @ConditionalOnMissingBean
  PayloadValidator roostPayloadValidator(Validator validator) {
    return JakartaValidation.of(validator);
  }
}
