package dev.roost.spring;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.SocketListener;
import dev.roost.channel.ErrorHandler;
import dev.roost.proxy.TrustedProxies;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.PayloadValidator;
import org.springframework.beans.factory.BeanFactory;

/** Makes the endpoint's options of the properties and of the application's beans. */
final class OptionsFactory {
  private OptionsFactory() {}

  static EndpointOptions create(RoostProperties properties, BeanFactory beans) {
    EndpointOptions options = new EndpointOptions();
    apply(properties, options);
    apply(properties.limits(), options);
    beans.getBeanProvider(OriginCheck.class).ifAvailable(options::checkOrigin);
    beans.getBeanProvider(JsonCodec.class).ifAvailable(options::codec);
    beans.getBeanProvider(PayloadValidator.class).ifAvailable(options::validator);
    beans.getBeanProvider(ErrorHandler.class).ifAvailable(options::onError);
    beans.getBeanProvider(SocketListener.class).orderedStream().forEach(options::listener);
    beans
        .getBeanProvider(RoostConfigurer.class)
        .orderedStream()
        .forEach(configurer -> configurer.configureOptions(options));
    return options;
  }

  private static void apply(RoostProperties properties, EndpointOptions options) {
    if (!properties.origins().isEmpty()) {
      options.checkOrigin(OriginCheck.allow(properties.origins()));
    }
    if (!properties.trustedProxies().isEmpty()) {
      options.trustedProxies(TrustedProxies.of(properties.trustedProxies()));
    }
    if (properties.basePath() != null) {
      options.basePath(properties.basePath());
    }
    if (properties.secretKeyBase() != null) {
      options.secretKeyBase(properties.secretKeyBase());
    }
    if (properties.eventLoops() != null) {
      options.eventLoops(properties.eventLoops());
    }
    if (properties.blockingThreads() != null) {
      options.blockingThreads(properties.blockingThreads());
    }
  }

  private static void apply(RoostProperties.Limits limits, EndpointOptions options) {
    if (limits.maxConnections() != null) {
      options.maxConnections(limits.maxConnections());
    }
    if (limits.maxConnectionsPerAddress() != null) {
      options.maxConnectionsPerAddress(limits.maxConnectionsPerAddress());
    }
    if (limits.outboundBudget() != null) {
      options.outboundBudgetBytes(limits.outboundBudget().toBytes());
    }
  }
}
