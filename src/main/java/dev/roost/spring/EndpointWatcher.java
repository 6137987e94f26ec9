package dev.roost.spring;

import dev.roost.Endpoint;

/** Is given the endpoint once its sockets are described. */
@FunctionalInterface
interface EndpointWatcher {
  void watch(Endpoint endpoint);
}
