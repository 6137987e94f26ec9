package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.auth.SignedTokens;
import dev.roost.proxy.ForwardedHeaders;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.ProxySettings;
import dev.roost.rooms.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The deployment files in {@code config} match the server. */
@ExtendWith(VertxExtension.class)
class DeploymentTest {
  private static final Path SCRIPT = Path.of("config", "roost.sh").toAbsolutePath();
  private static final Pattern PORT = Pattern.compile("Roost listens on http://[^ ]+:(\\d+).*");

  @TempDir Path directory;

  @Test
  void scriptStartsAServerThatAnswersProbesAndDrains(Vertx vertx) throws Exception {
    Path jar = jar();
    Files.writeString(directory.resolve("server.jsa"), "of another JVM");
    Process server =
        script(
            Map.of("ROOST_JAR", jar.toString(), "ROOST_SERVER_WARM_UP_MILLIS", "100"),
            "--dev",
            "--port",
            "0");
    try {
      BufferedReader output = server.inputReader();
      // Newer JVMs first print that the archive does not match.
      Optional<Matcher> listens =
          output.lines().map(PORT::matcher).filter(Matcher::matches).findFirst();
      assertThat(listens).as(errors()).isPresent();
      int port = Integer.parseInt(listens.orElseThrow().group(1));
      for (String probe : List.of("readinessProbe", "livenessProbe")) {
        assertThat(status(port, (String) at(container(), probe, "httpGet", "path"))).isEqualTo(200);
      }
      PhoenixClient client =
          PhoenixClient.connect(vertx, port, "token=" + SignedTokens.of("HS512").hs512());
      client.join("users:1");

      server.toHandle().destroy();

      assertThat(client.closeCode()).isEqualTo((short) 1012);
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
      assertThat(errors()).doesNotContain("ERROR", "Unrecognized", "WARNING");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void scriptReportsAMissingJar() throws Exception {
    Process script = script(Map.of("ROOST_JAR", "nowhere.jar"));

    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isOne();
    assertThat(errors())
        .isEqualTo(
            "there is no nowhere.jar: build it by mvn package -Dmaven.test.skip.exec,"
                + " or set ROOST_JAR\n");
  }

  @Test
  void kubernetesManifestUsesTheServersSettingsAndPorts(Vertx vertx) throws IOException {
    Map<String, String> environment = new HashMap<>(imageVariables());
    for (Map<String, Object> variable : maps(at(container(), "env"))) {
      // Values that Kubernetes fills in get a value of their kind.
      String name = (String) variable.get("name");
      String value = (String) variable.get("value");
      environment.put(name, value == null ? valueOf(name) : value);
    }
    environment.put("ROOST_CLUSTER_HOST", valueOf("POD_IP"));

    Settings settings = Settings.load(vertx, CommandLine.parse(), environment).await();
    Map<?, ?> printed =
        new Yaml().load(Settings.print(vertx, CommandLine.parse(), environment).await());

    assertThat(settings.cluster()).isPresent();
    Map<String, Object> ports =
        maps(at(container(), "ports")).stream()
            .collect(
                Collectors.toMap(
                    each -> (String) each.get("name"), each -> each.get("containerPort")));
    assertThat(ports.get("http")).isEqualTo(settings.port());
    assertThat(ports.get("cluster")).isEqualTo(at(printed, "cluster", "port"));
    for (Map<String, Object> service : ofKind("Service").toList()) {
      assertThat(at(service, "spec", "selector"))
          .isEqualTo(at(deployment(), "spec", "template", "metadata", "labels"));
    }
    assertThat(ofKind("Service").map(each -> at(each, "metadata", "name")))
        .contains(at(printed, "cluster", "kubernetes-dns"));
    int drainSeconds = (int) settings.operations().drain().shutdownMillis() / 1_000;
    assertThat((Integer) at(pod(), "terminationGracePeriodSeconds"))
        .isGreaterThan(drainSeconds + 20);
  }

  @Test
  void ingressMatchesTheServersSettings(Vertx vertx) throws IOException {
    Map<String, String> environment = new HashMap<>();
    maps(at(container(), "env")).stream()
        .filter(variable -> ((String) variable.get("name")).startsWith("ROOST_SERVER_"))
        .forEach(
            variable ->
                environment.put((String) variable.get("name"), (String) variable.get("value")));
    ProxySettings proxy = Settings.load(vertx, CommandLine.parse(), environment).await().proxy();
    Map<String, Object> ingress = ofKind("Ingress").findFirst().orElseThrow();
    Map<String, Object> rule = maps(at(ingress, "spec", "rules")).get(0);
    Map<String, Object> path = maps(at(rule, "http", "paths")).get(0);
    Map<String, Object> tls = maps(at(ingress, "spec", "tls")).get(0);

    URI url = proxy.publicUrl().orElseThrow();
    assertThat(url.getScheme()).isEqualTo("https");
    assertThat(rule.get("host")).isEqualTo(url.getHost());
    assertThat(tls.get("hosts")).isEqualTo(List.of(url.getHost()));
    assertThat(path.get("path")).isEqualTo(proxy.basePath().href());
    assertThat(proxy.trustedProxies()).isNotEmpty();
    assertThat(proxy.forwardedHeaders()).isEqualTo(ForwardedHeaders.X_FORWARDED);
    Map<String, Object> service =
        ofKind("Service")
            .filter(
                each -> at(each, "metadata", "name").equals(at(path, "backend", "service", "name")))
            .findFirst()
            .orElseThrow();
    assertThat(maps(at(service, "spec", "ports")))
        .extracting(port -> port.get("name"))
        .contains(at(path, "backend", "service", "port", "name"));
    // Only the controller may send the headers that the servers trust.
    assertThat(maps(at(ofKind("NetworkPolicy").findFirst().orElseThrow(), "spec", "ingress")))
        .allSatisfy(allowed -> assertThat(allowed).containsKey("from"));
  }

  @Test
  void imageUsesExistingFilesAndMatchesKubernetes() throws IOException {
    String image = Files.readString(Path.of("config/Dockerfile"));
    String pom = Files.readString(Path.of("pom.xml"));

    List<String> copied = new ArrayList<>();
    for (String line : image.lines().filter(each -> each.startsWith("COPY ")).toList()) {
      String[] words = line.split(" ");
      copied.addAll(List.of(words).subList(1, words.length - 1));
    }
    assertThat(copied).contains("target/roost-server.jar", "config/roost.sh", "config/archive.sh");
    assertThat(pom).contains("${project.build.directory}/roost-server.jar");
    assertThat(copied.stream().filter(each -> each.startsWith("config/")))
        .allMatch(each -> Files.isRegularFile(Path.of(each)));
    assertThat(Files.isExecutable(SCRIPT)).isTrue();
    assertThat(image)
        .contains("EXPOSE 4000\n", "ENTRYPOINT [\"config/roost.sh\"]")
        .contains("USER " + at(pod(), "securityContext", "runAsUser") + "\n");
    // Inside the volume: the server refuses the volume's root, which belongs to the group.
    assertThat(imageVariables())
        .containsEntry(
            "ROOST_DATA_DIRECTORY",
            maps(at(container(), "volumeMounts")).get(0).get("mountPath") + "/data");
  }

  private static String valueOf(String name) {
    return switch (name) {
      case "POD_IP" -> "10.0.0.1";
      case "ROOST_JWT_SECRET" -> SignedTokens.SECRET;
      case "ROOST_DATABASE_URL" -> "postgresql://user:password@postgres:5432/roost";
      default -> throw new AssertionError("no value for " + name);
    };
  }

  // -- The script

  private Process script(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors").toFile());
    builder.environment().put("ROOST_JWT_SECRET", SignedTokens.SECRET);
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    // A short-lived process does not need the optimizing compiler.
    builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private String errors() throws IOException {
    return Files.readString(directory.resolve("errors"));
  }

  /** A jar that refers to the classes, because the build makes the server's jar after the tests. */
  private Path jar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path jar = directory.resolve("server.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
        .statusCode();
  }

  // -- The files

  private static Map<String, String> imageVariables() throws IOException {
    return Pattern.compile("(ROOST_\\w+)=(\\S+)")
        .matcher(Files.readString(Path.of("config/Dockerfile")))
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  private static Stream<Map<String, Object>> ofKind(String kind) throws IOException {
    String manifest = Files.readString(Path.of("config/kubernetes/roost.yaml"));
    return StreamSupport.stream(new Yaml().loadAll(manifest).spliterator(), false)
        .map(DeploymentTest::map)
        .filter(each -> kind.equals(each.get("kind")));
  }

  private static Map<String, Object> deployment() throws IOException {
    return ofKind("Deployment").findFirst().orElseThrow();
  }

  private static Map<String, Object> pod() throws IOException {
    return map(at(deployment(), "spec", "template", "spec"));
  }

  private static Map<String, Object> container() throws IOException {
    return maps(at(pod(), "containers")).get(0);
  }

  private static Object at(Map<?, ?> from, String... path) {
    Object found = from;
    for (String name : path) {
      found = map(found).get(name);
    }
    assertThat(found).as("%s", List.of(path)).isNotNull();
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object value) {
    return (List<Map<String, Object>>) value;
  }
}
