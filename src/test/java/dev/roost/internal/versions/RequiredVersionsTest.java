package dev.roost.internal.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.processes.ShortLivedJava;
import io.netty.util.Version;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A build with an older Netty or Vert.x gets a clear error. The build copies the Netty of Spring
 * Boot 3.5 to {@code target/old-netty}.
 */
@Timeout(120)
class RequiredVersionsTest {
  private static final Path OLD_NETTY = Path.of("target", "old-netty");
  private static final boolean CI = "true".equals(System.getenv("CI"));

  @Test
  void versionsOfThisBuildAreAccepted() {
    assertThatCode(RequiredVersions::check).doesNotThrowAnyException();
  }

  @Test
  void errorNamesTheVersionOfThisBuild() {
    assertThat(Version.identify().get("netty-common").artifactVersion())
        .isEqualTo(RequiredVersions.NETTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vertx", "native", "endpoint", "cluster"})
  void oldNettyErrorNamesThePropertyToSet(String way) throws Exception {
    assumeTrue(CI || Files.isDirectory(OLD_NETTY), "mvn generate-test-resources copies old-netty");

    List<String> errors = run(classPathWithOldNetty(), way);

    assertThat(errors.get(0))
        .startsWith(
            "Exception in thread \"main\" java.lang.IllegalStateException: Vert.x 5 and Roost need"
                + " Netty 4.2, and found netty-buffer 4.1.")
        .contains("netty-transport 4.1.")
        .contains("<netty.version>" + RequiredVersions.NETTY + "</netty.version>");
    assertThat(errors).noneMatch(line -> line.contains("NoClassDefFoundError"));
  }

  private static String classPathWithOldNetty() throws IOException {
    try (Stream<Path> jars = Files.list(OLD_NETTY)) {
      Stream<String> others =
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .filter(part -> !part.contains("netty"));
      return Stream.concat(others, jars.map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static List<String> run(String classPath, String way) throws Exception {
    List<String> command = ShortLivedJava.command();
    command.addAll(List.of("-cp", classPath, OldNettyProgram.class.getName(), way));
    Process program =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    List<String> errors = program.errorReader().lines().toList();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isOne();
    // Output of older JVMs and of loggers without a configuration.
    return errors.stream().dropWhile(line -> !line.startsWith("Exception in thread")).toList();
  }

  @Test
  void oldVertxErrorNamesTheVersion(@TempDir Path folder) throws Exception {
    Path version = folder.resolve("META-INF/vertx/vertx-version.txt");
    Files.createDirectories(version.getParent());
    Files.writeString(version, "4.5.14\n");
    URL[] classPath = {
      RequiredVersions.class.getProtectionDomain().getCodeSource().getLocation(),
      folder.toUri().toURL()
    };
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class<?> check = loader.loadClass(RequiredVersions.class.getName());
      assertThatCode(() -> check.getMethod("check").invoke(null))
          .isInstanceOf(InvocationTargetException.class)
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Roost needs Vert.x 5, and found 4.5.14");
    }
  }
}
