package dev.roost.spring;

import dev.roost.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Publishes after commits, where there are transactions. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(TransactionSynchronizationManager.class)
class TransactionConfiguration {
  @Bean
  @ConditionalOnMissingBean
  RoostBroadcaster roostTransactionalBroadcaster(Endpoint endpoint) {
    return new RoostBroadcaster(endpoint, new AfterCommit());
  }
}
