package dev.roost.live;

import dev.roost.internal.live.diff.ComponentBody;
import dev.roost.internal.live.diff.ComponentTable;
import dev.roost.internal.live.diff.Render;
import dev.roost.internal.live.template.Environment;
import dev.roost.internal.live.template.SourceText;
import dev.roost.internal.live.template.TemplateCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * HTML with values of a view in it, compiled. See the {@linkplain dev.roost.live package} for what
 * a template may hold. Immutable, to be kept in a static field.
 *
 * @param <V> the class whose fields and methods the template reads
 */
public final class Template<V> {
  private final @Nullable ComponentBody compiled;
  private final @Nullable TemplateFile file;

  private Template(@Nullable ComponentBody compiled, @Nullable TemplateFile file) {
    this.compiled = compiled;
    this.file = file;
  }

  /**
   * Compiles a template against the class that the lookup was made in, private members included.
   *
   * @param html the text
   * @param imports classes whose static fields hold {@link FunctionComponent}s that the template
   *     uses, besides those of the class itself
   * @throws dev.roost.live.html.TemplateException if the template is wrong; the message names the
   *     line and column
   */
  public static <V> Template<V> of(Lookup lookup, String html, Class<?>... imports) {
    return new Template<>(
        compile(lookup, new SourceText(caller(lookup), html), lookup.lookupClass(), imports), null);
  }

  /**
   * As {@link #of}, with the text of a file in the class's package. In development the file may
   * change, see {@link LiveOptions#development}.
   *
   * @param file its name, such as {@code chat.html}
   * @throws IllegalArgumentException if there is no such resource
   */
  public static <V> Template<V> ofFile(Lookup lookup, String file, Class<?>... imports) {
    return new Template<>(null, new TemplateFile(lookup, lookup.lookupClass(), file, imports));
  }

  static ComponentBody compile(
      Lookup lookup, SourceText source, Class<?> root, Class<?>... imports) {
    Environment environment =
        new Environment(lookup, List.of(imports), FunctionComponent::definitionOf);
    return TemplateCompiler.compile(source, environment, root);
  }

  static String read(Class<?> beside, String file) {
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no resource " + file + " beside " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " could not be read", e);
    }
  }

  /** The class and, if it is known, the line of the call that holds the text of a template. */
  static String caller(Lookup lookup) {
    Class<?> type = lookup.lookupClass();
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> frame.getClassName().equals(type.getName()))
                    .findFirst()
                    .map(frame -> frame.getFileName() + "(" + frame.getLineNumber() + ") template"))
        .orElse(type.getSimpleName() + " template");
  }

  /** The whole HTML, for a page. The template must hold no stateful component. */
  public String html(V view) {
    return html(view, (ComponentTable) null);
  }

  /** The whole HTML, with new stateful components that this host makes. */
  public String html(V view, ComponentHost host) {
    ComponentTable components = new ComponentTable(new Host(host));
    components.begin();
    return html(view, components);
  }

  private String html(V view, @Nullable ComponentTable components) {
    StringBuilder html = new StringBuilder(1024);
    ComponentBody body = body();
    body.block().html(scope(view, body), new Render(components), html);
    return html.toString();
  }

  /** The state of a client that has nothing yet. The template must hold no stateful component. */
  public RenderState<V> newState() {
    return new RenderState<>(this, null);
  }

  /** The state of a client that has nothing yet, with the stateful components of its view. */
  public RenderState<V> newState(ComponentHost host) {
    return new RenderState<>(this, new ComponentTable(new Host(host)));
  }

  /** The compiled template; another one after a file has changed. */
  ComponentBody body() {
    return file == null ? Objects.requireNonNull(compiled) : file.body();
  }

  @Nullable Object[] scope(V view, ComponentBody body) {
    @Nullable Object[] scope = new @Nullable Object[body.scopeSize()];
    scope[0] = view;
    return scope;
  }
}
