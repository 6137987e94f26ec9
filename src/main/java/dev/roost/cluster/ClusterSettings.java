package dev.roost.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a cluster's node, and how it finds the others. To be filled in before {@link
 * ClusteredVertx#start} is called.
 *
 * <p>A node listens twice: on {@link #port} as a member of the cluster, and on {@link
 * #eventBusPort} for messages. By default, both listen on the loopback interface, and the node
 * searches for no others.
 */
public final class ClusterSettings {
  private static final int DEFAULT_PORT = 5701;
  private static final int MIN_FAILURE_DETECTION_SECONDS = 5;
  private static final int MAX_FAILURE_DETECTION_SECONDS = 300;

  /** A name or an IPv4 address, or an IPv6 address in brackets; then perhaps a port. */
  private static final Pattern MEMBER =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(?:%\\w+)?])(?::([0-9]{1,5}))?");

  /** 224.0.0.0 to 239.255.255.255. */
  private static final Pattern MULTICAST_GROUP =
      Pattern.compile("(22[4-9]|23[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");

  private String clusterName = "roost";
  private String host = "127.0.0.1";
  private int port = DEFAULT_PORT;
  private boolean portAutoIncrement;
  private @Nullable String publicHost;
  private @Nullable String eventBusHost;
  private int eventBusPort;
  private @Nullable String eventBusPublicHost;
  private int eventBusPublicPort;
  private @Nullable Discovery discovery;
  private int failureDetectionSeconds = 10;
  private @Nullable EventBusTls eventBusTls;

  /** Nodes of different names never become one cluster; {@code roost} by default. */
  public ClusterSettings clusterName(String name) {
    clusterName = notBlank(name, "cluster name");
    return this;
  }

  /**
   * The address that this node listens on, and that the others reach it at; 127.0.0.1 by default.
   * With {@code 0.0.0.0} it is taken from the network interfaces of the machine: the one that is
   * among the {@link #members}, or else the first that is not the loopback interface.
   */
  public ClusterSettings host(String address) {
    host = notBlank(address, "host");
    return this;
  }

  /** The port that this node listens on as a member of the cluster; 5701 by default. */
  public ClusterSettings port(int number) {
    port = portNumber(number, "port");
    return this;
  }

  /**
   * Whether to take the next free port if {@link #port} is taken. Then the others must be told of
   * all the ports that may be, so by default it is an error.
   */
  public ClusterSettings portAutoIncrement(boolean increment) {
    portAutoIncrement = increment;
    return this;
  }

  /**
   * The address that the others reach this node at, where it is not {@link #host}: behind a NAT.
   */
  public ClusterSettings publicHost(String address) {
    publicHost = notBlank(address, "public host");
    return this;
  }

  /** The address that the event bus listens on, where it is not {@link #host}. */
  public ClusterSettings eventBusHost(String address) {
    eventBusHost = notBlank(address, "event bus host");
    return this;
  }

  /** The port that the event bus listens on; 0, the default, for any free port. */
  public ClusterSettings eventBusPort(int number) {
    eventBusPort = number == 0 ? 0 : portNumber(number, "event bus port");
    return this;
  }

  /** The address that the others reach the event bus at, where it is not the one it listens on. */
  public ClusterSettings eventBusPublicHost(String address) {
    eventBusPublicHost = notBlank(address, "public event bus host");
    return this;
  }

  /** The port that the others reach the event bus at, where it is not the one it listens on. */
  public ClusterSettings eventBusPublicPort(int number) {
    eventBusPublicPort = portNumber(number, "public event bus port");
    return this;
  }

  /**
   * Looks for the others at these addresses, each {@code host:port}, or {@code host} where the port
   * is that of this node. Not all need to be up, and this node may be among them. A node that knows
   * any other of a cluster comes to know them all; but to be found again after a network failure, a
   * node should be in the list of all others.
   */
  public ClusterSettings members(List<String> addresses) {
    for (String address : addresses) {
      Matcher member = MEMBER.matcher(address);
      if (!member.matches()) {
        throw new IllegalArgumentException(
            "not the address of a member: \"" + address + "\"; it is host:port, or host alone");
      }
      if (member.group(2) != null) {
        portNumber(Integer.parseInt(member.group(2)), "port of the member " + address);
      }
    }
    return discovery(new Discovery.Members(addresses));
  }

  /** See {@link #members(List)}. */
  public ClusterSettings members(String... addresses) {
    return members(List.of(addresses));
  }

  /**
   * Discovers the other nodes by multicast. Nodes with the same group and name form the cluster.
   */
  public ClusterSettings multicast(String group, int port) {
    if (!MULTICAST_GROUP.matcher(group).matches()) {
      throw new IllegalArgumentException(
          "not a multicast group: \"" + group + "\"; they are 224.0.0.0 to 239.255.255.255");
    }
    return discovery(new Discovery.Multicast(group, portNumber(port, "multicast port")));
  }

  /**
   * Looks for the others in DNS, where a headless service of Kubernetes has the addresses of all
   * its pods, such as {@code roost.default.svc.cluster.local}. They all use the same {@link #port}.
   * The service should have {@code publishNotReadyAddresses: true}, so that pods that start
   * together find each other. Set {@link #host} to the address of the pod, or to {@code 0.0.0.0}.
   */
  public ClusterSettings kubernetesDns(String serviceDns) {
    return discovery(new Discovery.KubernetesDns(notBlank(serviceDns, "service name")));
  }

  /**
   * Reads Hazelcast's configuration from a file in its own format, XML or YAML. Of these settings
   * only those of the event bus are used then. It listens where the member does, unless it has a
   * {@link #eventBusHost} of its own.
   */
  public ClusterSettings hazelcastFile(Path file) {
    return discovery(new Discovery.HazelcastFile(readable(file, "Hazelcast configuration")));
  }

  /**
   * After how many seconds a node that is unreachable or does not answer counts as lost; 10 by
   * default. One whose process has ended is noticed at once. All nodes of a cluster should have the
   * same.
   */
  public ClusterSettings failureDetectionSeconds(int seconds) {
    if (seconds < MIN_FAILURE_DETECTION_SECONDS || seconds > MAX_FAILURE_DETECTION_SECONDS) {
      throw new IllegalArgumentException(
          "failure detection takes "
              + MIN_FAILURE_DETECTION_SECONDS
              + " to "
              + MAX_FAILURE_DETECTION_SECONDS
              + " seconds, not "
              + seconds);
    }
    failureDetectionSeconds = seconds;
    return this;
  }

  /**
   * Uses TLS between the event buses. Every node shows its certificate, and trusts those that are
   * signed by one of the authorities.
   */
  public ClusterSettings eventBusTlsPem(Path certificate, Path privateKey, Path authorities) {
    eventBusTls =
        new EventBusTls.Pem(
            readable(certificate, "event bus certificate"),
            readable(privateKey, "event bus private key"),
            readable(authorities, "event bus certificate authorities"));
    return this;
  }

  /** The same as {@link #eventBusTlsPem} with Java key stores. */
  public ClusterSettings eventBusTlsJks(
      Path keyStore, String keyStorePassword, Path trustStore, String trustStorePassword) {
    eventBusTls =
        new EventBusTls.Jks(
            readable(keyStore, "event bus key store"),
            Objects.requireNonNull(keyStorePassword),
            readable(trustStore, "event bus trust store"),
            Objects.requireNonNull(trustStorePassword));
    return this;
  }

  /** See {@link #clusterName(String)}. */
  public String clusterName() {
    return clusterName;
  }

  /** See {@link #host(String)}. */
  public String host() {
    return host;
  }

  /** Whether {@link #host} leaves the choice of an address to Hazelcast. */
  boolean hostIsWildcard() {
    return isWildcard(host);
  }

  /** See {@link #port(int)}. */
  public int port() {
    return port;
  }

  /** See {@link #portAutoIncrement(boolean)}. */
  public boolean portAutoIncrement() {
    return portAutoIncrement;
  }

  /** See {@link #publicHost(String)}. */
  public @Nullable String publicHost() {
    return publicHost;
  }

  /** Null for the address that Hazelcast has chosen. */
  /** See {@link #eventBusHost(String)}. */
  public @Nullable String eventBusHost() {
    if (eventBusHost != null) {
      return eventBusHost;
    }
    return hostIsWildcard() || discovery instanceof Discovery.HazelcastFile ? null : host;
  }

  /** See {@link #eventBusPort(int)}. */
  public int eventBusPort() {
    return eventBusPort;
  }

  /** Null for the address that the event bus listens on. */
  /** See {@link #eventBusPublicHost(String)}. */
  public @Nullable String eventBusPublicHost() {
    return eventBusPublicHost != null ? eventBusPublicHost : publicHost;
  }

  /** 0 for the port that the event bus listens on. */
  /** See {@link #eventBusPublicPort(int)}. */
  public int eventBusPublicPort() {
    return eventBusPublicPort;
  }

  Discovery discovery() {
    return discovery != null ? discovery : new Discovery.Members(List.of());
  }

  /** See {@link #failureDetectionSeconds(int)}. */
  public int failureDetectionSeconds() {
    return failureDetectionSeconds;
  }

  @Nullable EventBusTls eventBusTls() {
    return eventBusTls;
  }

  /** Checks what no setting can check on its own. */
  void validate() {
    if (eventBusHost != null && isWildcard(eventBusHost) && eventBusPublicHost() == null) {
      throw new IllegalArgumentException(
          "an event bus that listens on "
              + eventBusHost
              + " needs a public event bus host: the others cannot connect to "
              + eventBusHost);
    }
    if (discovery instanceof Discovery.KubernetesDns && host.equals("127.0.0.1")) {
      throw new IllegalArgumentException(
          "the host is 127.0.0.1, where no other pod can reach this one; set it to 0.0.0.0 or to"
              + " the address of the pod");
    }
  }

  private ClusterSettings discovery(Discovery chosen) {
    if (discovery != null && discovery.getClass() != chosen.getClass()) {
      throw new IllegalStateException(
          "there is one way to find the others: members, multicast, Kubernetes or a Hazelcast file;"
              + " already chosen is "
              + discovery);
    }
    discovery = chosen;
    return this;
  }

  private static boolean isWildcard(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  private static String notBlank(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the " + what + " is empty");
    }
    return value;
  }

  private static int portNumber(int number, String what) {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("the " + what + " is 1 to 65535, not " + number);
    }
    return number;
  }

  private static Path readable(Path file, String what) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException("cannot read the " + what + ": " + file);
    }
    return file;
  }
}
