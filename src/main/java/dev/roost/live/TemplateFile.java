package dev.roost.live;

import dev.roost.internal.live.diff.ComponentBody;
import dev.roost.internal.live.template.SourceText;
import dev.roost.live.html.TemplateException;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A template that is a file beside its class, and that may be compiled again when the file changes.
 * Safe for any thread.
 */
final class TemplateFile {
  // Files that no template holds any more are dropped.
  private static final Set<TemplateFile> ALL =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final Lookup lookup;
  private final Class<?> root;
  private final String file;
  private final Class<?>[] imports;
  private volatile String text;
  private volatile @Nullable ComponentBody body;
  private volatile @Nullable TemplateException failure;

  /**
   * Compiles a file.
   *
   * @param root the class that the template reads
   * @throws TemplateException if the template is wrong
   */
  TemplateFile(Lookup lookup, Class<?> root, String file, Class<?>... imports) {
    this.lookup = lookup;
    this.root = root;
    this.file = file;
    this.imports = imports.clone();
    this.text = Template.read(lookup.lookupClass(), file);
    this.body = compile(text);
    ALL.add(this);
  }

  /** The files of all templates that are in use. */
  static List<TemplateFile> all() {
    synchronized (ALL) {
      return new ArrayList<>(ALL);
    }
  }

  /**
   * The template as it was compiled last.
   *
   * @throws TemplateException if the file has been changed and is wrong now
   */
  ComponentBody body() {
    TemplateException failed = failure;
    if (failed != null) {
      throw failed;
    }
    ComponentBody compiled = body;
    if (compiled == null) {
      throw new IllegalStateException(file + " is not compiled");
    }
    return compiled;
  }

  private ComponentBody compile(String html) {
    return Template.compile(lookup, new SourceText(file, html), root, imports);
  }

  /** The file below one of these folders; null if it is not there. */
  @Nullable Path in(List<Path> folders) {
    String folder = lookup.lookupClass().getPackageName().replace('.', '/');
    for (Path each : folders) {
      Path path = each.resolve(folder).resolve(file);
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    return null;
  }

  boolean isText(String other) {
    return text.equals(other);
  }

  /** Compiles another text. If it is wrong, renders fail until the next one. */
  void reload(String changed) {
    text = changed;
    recompile();
  }

  /** Compiles the text again: a component that it uses has changed. */
  void recompile() {
    try {
      body = compile(text);
      failure = null;
    } catch (TemplateException wrong) {
      failure = wrong;
    }
  }

  @Nullable TemplateException failure() {
    return failure;
  }

  @Override
  public String toString() {
    return file;
  }
}
