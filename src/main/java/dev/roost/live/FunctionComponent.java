package dev.roost.live;

import dev.roost.internal.live.template.FunctionDefinition;
import dev.roost.internal.live.template.SourceText;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of HTML with attributes and slots, which templates use as a tag. A record declares the
 * attributes: their names, types and, by {@link dev.roost.live.html.Default}, values in case a
 * caller gives none.
 *
 * <pre>{@code
 * final class Ui {
 *   record Card(@Default("untitled") String title, Slot<Void> body, List<Slot<Void>> footer) {}
 *
 *   static final FunctionComponent CARD =
 *       FunctionComponent.of(
 *           MethodHandles.lookup(),
 *           Card.class,
 *           """
 *           <section class="card">
 *             <h2>{title}</h2>{body}
 *             <footer :for={f in footer}>{f}</footer>
 *           </section>
 *           """);
 * }
 *
 * <.card title={name}>inside <b>{n}</b><:footer>left</:footer></.card>
 * }</pre>
 *
 * <p>The tag's name is that of the static field, in upper case or not; {@code USER_CARD} is {@code
 * <.userCard>} or {@code <.user_card>}. A template finds components of its own class, of classes
 * around and above it, of those that it imports, and by {@code <Ui.card>}. A component is declared
 * before the templates that use it.
 *
 * <p>Types of the record's components:
 *
 * <ul>
 *   <li>{@link dev.roost.live.html.Slot}: the content named like it, {@code <:footer>}; with the
 *       name {@code body} the content between the tags.
 *   <li>A record with a {@code Slot body}: a slot that has attributes. A list of slots takes any
 *       number of them.
 *   <li>{@link dev.roost.live.html.Attributes}: all attributes that are not declared.
 *   <li>Anything else: an attribute, required unless it has a default, is {@code Optional},
 *       {@code @Nullable} or {@code boolean}.
 * </ul>
 */
public final class FunctionComponent {
  private final Supplier<FunctionDefinition> definition;

  private FunctionComponent(Supplier<FunctionDefinition> definition) {
    this.definition = definition;
  }

  /**
   * Compiles a component.
   *
   * @throws dev.roost.live.html.TemplateException if the template is wrong
   */
  public static FunctionComponent of(
      Lookup lookup, Class<? extends Record> attributes, String html, Class<?>... imports) {
    SourceText source = new SourceText(Template.caller(lookup), html);
    FunctionDefinition definition =
        new FunctionDefinition(
            attributes, lookup, Template.compile(lookup, source, attributes, imports));
    return new FunctionComponent(() -> definition);
  }

  /** As {@link #of}, with the text of a file in the package of the lookup's class. */
  public static FunctionComponent ofFile(
      Lookup lookup, Class<? extends Record> attributes, String file, Class<?>... imports) {
    TemplateFile template = new TemplateFile(lookup, attributes, file, imports);
    return new FunctionComponent(() -> new FunctionDefinition(attributes, lookup, template.body()));
  }

  static @Nullable FunctionDefinition definitionOf(Object value) {
    return value instanceof FunctionComponent component ? component.definition.get() : null;
  }
}
