package dev.roost.live.html;

/**
 * Content that a template hands to a function component, as a component of its record. The
 * component's template shows it by {@code {body}}, or by {@code <.render slot={body} with={row}/>}
 * if the content takes a value with {@code :let}.
 *
 * <p>Templates make slots. A slot is valid during the render that made it.
 *
 * @param <T> the value that the content takes; {@code Void} if it takes none
 */
@SuppressWarnings("unused") // The parameter types :let in the caller's template.
public interface Slot<T> {}
