package dev.roost.rooms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentVariablesTest {

  @Test
  void settingsAreReadFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("PATH", "/bin", "ROOST_SERVER_PORT", "1", "ROOST_JWT_SECRET", "", "ROOSTER", "x");

    assertThat(EnvironmentVariables.settings(environment))
        .isEqualTo(Map.of(Setting.SERVER_PORT, "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "ROOST_SERVR_PORT, ; did you mean ROOST_SERVER_PORT?",
    "ROOST_PORT,''",
    "ROOST_COLOUR,''",
    "ROOST_SECRET, ; did you mean ROOST_JWT_SECRET?",
    "ROOST_JWT_KEY_FILE, ; did you mean ROOST_JWT_JWKS_FILE?",
  })
  void unknownVariablesAreRefused(String name, String hint) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> EnvironmentVariables.settings(Map.of(name, "4000")))
        .withMessage("the environment has an unknown setting: " + name + hint);
  }

  @Test
  void errorNamesTheFirstUnknownVariable() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> EnvironmentVariables.settings(Map.of("ROOST_X", "", "ROOST_B", "")))
        .withMessage("the environment has an unknown setting: ROOST_B");
  }

  @Test
  void variablesOfScriptsAndLoggingAreIgnored() {
    assertThat(
            EnvironmentVariables.settings(
                Map.of("ROOST_JAVA_OPTS", "-Xmx1g", "ROOST_LOG_SOCKETS", "INFO")))
        .isEmpty();
  }

  @Test
  void serviceVariablesOfKubernetesAreIgnored() {
    Map<String, String> environment = new HashMap<>();
    environment.put("ROOST_PORT", "tcp://10.0.0.1:80");
    environment.put("ROOST_PORT_80_TCP", "tcp://10.0.0.1:80");
    environment.put("ROOST_PORT_80_TCP_ADDR", "10.0.0.1");
    environment.put("ROOST_SERVICE_HOST", "10.0.0.1");
    environment.put("ROOST_SERVICE_PORT_HTTP", "80");
    environment.put("ROOST_DB_SERVICE_PORT", "5432");

    assertThat(EnvironmentVariables.settings(environment)).isEmpty();
  }
}
