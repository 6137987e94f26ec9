package dev.roost.rooms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.proxy.BasePath;
import dev.roost.proxy.ForwardedHeaders;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of the proxies in front of the server. */
@ExtendWith(VertxExtension.class)
class ProxySettingsTest {
  @Test
  void proxySettingsAreRead(Vertx vertx, @TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("roost.yaml"),
            """
            server:
              trusted-proxies: [10.0.0.0/8, "::1"]
              forwarded-headers: x-forwarded
              public-url: https://App.example:8443/roost/
            """);
    Settings settings =
        Settings.load(vertx, CommandLine.parse("--config", file.toString()), Map.of()).await();

    ProxySettings proxy = settings.proxy();
    assertThat(proxy.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(proxy.proxies().contains("10.1.1.1")).isTrue();
    assertThat(proxy.forwardedHeaders()).isEqualTo(ForwardedHeaders.X_FORWARDED);
    assertThat(proxy.publicUrl()).hasValue(URI.create("https://App.example:8443/roost/"));
    assertThat(proxy.basePath()).isEqualTo(BasePath.of("/roost"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ROOST_SERVER_TRUSTED_PROXIES | 10.0.0.0/8,proxy | \"proxy\" is no IP address or network",
        "ROOST_SERVER_TRUSTED_PROXIES | 10.0.0.0/99 | \"10.0.0.0/99\" is no network",
        "ROOST_SERVER_FORWARDED_HEADERS | both | both is none of",
        "ROOST_SERVER_PUBLIC_URL | app.example | app.example is no URL",
        "ROOST_SERVER_PUBLIC_URL | ftp://app.example | ftp://app.example is no URL",
        "ROOST_SERVER_PUBLIC_URL | https://app.example/?a | https://app.example/?a is no URL",
        "ROOST_SERVER_PUBLIC_URL | https://app.example/a//b | is no base path",
        "ROOST_SERVER_BASE_PATH | roost | is no base path",
        "ROOST_SERVER_BASE_PATH | /a/../b | is no base path",
        "ROOST_SERVER_BASE_PATH | /<a> | is no base path"
      })
  void invalidProxySettingsAreRefused(String variable, String value, String error, Vertx vertx) {
    assertThatThrownBy(
            () -> Settings.load(vertx, CommandLine.parse(), Map.of(variable, value)).await())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(error)
        .hasMessageContaining(
            "server."
                + variable
                    .substring("ROOST_SERVER_".length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-'));
  }

  @Test
  void pathOfThePublicUrlIsTheBasePath(Vertx vertx) {
    Map<String, String> both =
        Map.of("ROOST_SERVER_PUBLIC_URL", "https://app.example/a", "ROOST_SERVER_BASE_PATH", "/b/");
    assertThatThrownBy(() -> Settings.load(vertx, CommandLine.parse(), both).await())
        .hasMessageContaining("/b/ is not the path of server.public-url, /a/");
  }
}
