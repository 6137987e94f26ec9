package dev.roost.cluster;

import java.nio.file.Path;
import java.util.List;

/** How a node finds the others. */
sealed interface Discovery {

  /**
   * By their addresses, each a host with or without a port; with none, the node searches for no
   * others.
   */
  record Members(List<String> addresses) implements Discovery {
    public Members {
      addresses = List.copyOf(addresses);
    }
  }

  record Multicast(String group, int port) implements Discovery {}

  /** By the addresses that the name of a headless Kubernetes service has in DNS. */
  record KubernetesDns(String serviceDns) implements Discovery {}

  /** As a configuration file of Hazelcast says. */
  record HazelcastFile(Path file) implements Discovery {}
}
