package dev.roost.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Serializes test classes that start many processes, across JVMs. Two of them at once would compete
 * for the CPU.
 */
public final class ExclusiveExecution implements BeforeAllCallback, AfterAllCallback {
  private static final Path LOCK = Path.of("target", "exclusive-execution.lock");

  private FileChannel channel;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(LOCK.getParent());
    channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    channel.close();
  }
}
