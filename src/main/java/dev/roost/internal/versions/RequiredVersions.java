package dev.roost.internal.versions;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a Vert.x or Netty that is too old, with what to change. Build tools and frameworks choose
 * versions over the head of a library; Spring Boot 3.5 chooses Netty 4.1.
 */
public final class RequiredVersions {
  /** The Netty that this Roost is built and tested with. */
  static final String NETTY = "4.2.20.Final";

  private static final String VERTX_5_CLASS = "io.vertx.core.VerticleBase";
  private static final String NETTY_42_CLASS = "io.netty.channel.MultiThreadIoEventLoopGroup";
  private static final String NETTY_VERSIONS = "META-INF/io.netty.versions.properties";
  private static final String VERTX_VERSION = "META-INF/vertx/vertx-version.txt";
  private static final String VERSION_KEY = ".version";

  /** The parts of Netty that Vert.x and Roost cannot do without; others may be of any version. */
  private static final Set<String> NEEDED =
      Set.of(
          "netty-buffer",
          "netty-codec",
          "netty-codec-base",
          "netty-codec-http",
          "netty-codec-http2",
          "netty-common",
          "netty-handler",
          "netty-resolver",
          "netty-transport");

  private RequiredVersions() {}

  /**
   * Checks both.
   *
   * @throws IllegalStateException if one is too old
   */
  public static void check() {
    checkVertx();
    checkNetty();
  }

  /**
   * Checks Vert.x.
   *
   * @throws IllegalStateException if it is older than 5
   */
  static void checkVertx() {
    ClassLoader loader = loader();
    if (!isPresent(VERTX_5_CLASS, loader)) {
      throw new IllegalStateException(
          "Roost needs Vert.x 5, and found "
              + version(loader)
              + ". Import io.vertx:vertx-stack-depchain 5 in <dependencyManagement>, before the"
              + " BOM that chooses the older one. Quarkus 3 brings Vert.x 4: run Roost in a process"
              + " of its own beside it");
    }
  }

  /**
   * Checks Netty.
   *
   * @throws IllegalStateException if a part that is needed is older than 4.2
   */
  static void checkNetty() {
    ClassLoader loader = loader();
    Map<String, String> old = tooOld(nettyVersions(loader));
    if (old.isEmpty() && isPresent(NETTY_42_CLASS, loader)) {
      return;
    }
    String found =
        old.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    throw new IllegalStateException(
        "Vert.x 5 and Roost need Netty 4.2, and found "
            + (found.isEmpty() ? "an older one" : found)
            + ". With Spring Boot, set its Maven property: <netty.version>"
            + NETTY
            + "</netty.version> (Gradle: ext['netty.version'] = '"
            + NETTY
            + "'). Elsewhere, import io.netty:netty-bom "
            + NETTY
            + " in <dependencyManagement>, before the BOM that chooses the older one");
  }

  private static Map<String, String> tooOld(Map<String, String> versions) {
    Map<String, String> old = new TreeMap<>(versions);
    old.values().removeIf(version -> !version.startsWith("4.1.") && !version.startsWith("4.0."));
    return old;
  }

  /** The versions of the needed parts, as their jars tell. Empty if they do not. */
  private static Map<String, String> nettyVersions(ClassLoader loader) {
    Map<String, String> versions = new TreeMap<>();
    try {
      for (URL jar : Collections.list(loader.getResources(NETTY_VERSIONS))) {
        Properties properties = new Properties();
        try (InputStream in = jar.openStream()) {
          properties.load(in);
        }
        for (String key : properties.stringPropertyNames()) {
          String part = key.endsWith(VERSION_KEY) ? key.substring(0, key.length() - 8) : "";
          if (NEEDED.contains(part)) {
            versions.put(part, properties.getProperty(key));
          }
        }
      }
    } catch (IOException unreadable) {
      // Then the classes have to tell.
      return Map.of();
    }
    return versions;
  }

  private static String version(ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(VERTX_VERSION)) {
      return in == null
          ? "an older one"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return "an older one";
    }
  }

  private static boolean isPresent(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }

  private static ClassLoader loader() {
    @Nullable ClassLoader own = RequiredVersions.class.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }
}
