package dev.roost.rooms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final String USAGE =
      "; usage: [--port N] [--dev] [--config FILE] [--data DIR] [--print-config]"
          + " [--reset-password EMAIL]";

  @Test
  void readsAllOptions() {
    CommandLine commandLine =
        CommandLine.parse(
            "--port", "4001", "--dev", "--config", "my.yaml", "--data", "x", "--print-config");

    assertThat(commandLine)
        .isEqualTo(
            new CommandLine(
                Path.of("my.yaml"),
                true,
                true,
                Map.of(
                    Setting.SERVER_PORT, "4001",
                    Setting.DATA_DIRECTORY, "x",
                    Setting.DEVELOPMENT_TOKENS, "true")));
  }

  @Test
  void namesTheAccountToMakeAResetLinkFor() {
    assertThat(CommandLine.parse("--reset-password", "ann@email.com").resetPasswordOf())
        .isEqualTo("ann@email.com");
    refuses("--reset-password needs a value" + USAGE, "--reset-password");
  }

  @Test
  void optionsAreOptional() {
    assertThat(CommandLine.parse()).isEqualTo(new CommandLine(null, false, false, Map.of()));
  }

  @Test
  void refusesUnknownArguments() {
    refuses("unknown option --prot" + USAGE, "--prot", "4000");
    refuses("--port needs a value" + USAGE, "--dev", "--port");
  }

  private static void refuses(String message, String... args) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> CommandLine.parse(args))
        .withMessage(message);
  }
}
