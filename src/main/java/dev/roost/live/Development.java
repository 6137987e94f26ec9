package dev.roost.live;

import dev.roost.live.html.TemplateException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles template files when they change, and lets the views that are connected render again. For
 * development only.
 */
final class Development {
  private static final Logger log = LoggerFactory.getLogger(Development.class);
  private static final long CHECK_MILLIS = 300;

  private final List<Path> folders;
  private final Set<LivePort> connected = ConcurrentHashMap.newKeySet();
  // Of the one check that runs at a time.
  private final Map<Path, FileTime> times = new HashMap<>();

  private Development(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Begins to check the files.
   *
   * @param folders the roots of sources and resources
   */
  static Development start(Vertx vertx, List<Path> folders) {
    Development made = new Development(folders);
    log.info("live views are in development: templates reload from {}", made.folders);
    made.checkLater(vertx);
    return made;
  }

  private void checkLater(Vertx vertx) {
    vertx.setTimer(
        CHECK_MILLIS,
        due ->
            vertx
                .executeBlocking(this::check)
                .onFailure(
                    failure ->
                        log.warn(
                            "cannot check templates for changes: edits show after a restart",
                            failure))
                .onComplete(done -> checkLater(vertx)));
  }

  private boolean check() throws IOException {
    boolean changed = false;
    for (TemplateFile template : TemplateFile.all()) {
      Path path = template.in(folders);
      if (path != null && hasChanged(path)) {
        String text = Files.readString(path);
        if (!template.isText(text)) {
          template.reload(text);
          changed = true;
          log.info("reloaded template {}", path);
        }
      }
    }
    if (changed) {
      // Templates hold what was compiled of the components that they use.
      TemplateFile.all().forEach(TemplateFile::recompile);
      TemplateFile.all().forEach(Development::warn);
      connected.forEach(port -> port.run(() -> {}));
    }
    return changed;
  }

  private static void warn(TemplateFile template) {
    TemplateException failure = template.failure();
    if (failure != null) {
      log.warn("template does not compile: {}", failure.getMessage());
    }
  }

  private boolean hasChanged(Path path) throws IOException {
    FileTime time = Files.getLastModifiedTime(path);
    return !time.equals(times.put(path, time));
  }

  void connected(LivePort port) {
    connected.add(port);
  }

  void ended(LivePort port) {
    connected.remove(port);
  }
}
