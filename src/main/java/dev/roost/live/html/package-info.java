/**
 * The values that a template knows besides strings, numbers and records.
 *
 * <ul>
 *   <li>{@link dev.roost.live.html.LiveStream}: a list whose rows the server does not keep.
 *   <li>{@link dev.roost.live.html.Slot} and {@link dev.roost.live.html.Attributes}: what a
 *       function component is given by the template that calls it.
 *   <li>{@link dev.roost.live.html.Js}: commands that the client runs.
 *   <li>{@link dev.roost.live.html.TrustedHtml}: HTML that is not escaped.
 *   <li>{@link dev.roost.live.html.TrustedUrl}: a URL that code is loaded from.
 *   <li>{@link dev.roost.live.html.Attribute} and {@link dev.roost.live.html.Default}: declare the
 *       attributes of components.
 *   <li>{@link dev.roost.live.html.TemplateException} and {@link
 *       dev.roost.live.html.RenderException}: a template that does not compile, and a render that
 *       fails. Both name the file, line and column.
 * </ul>
 */
@NullMarked
package dev.roost.live.html;

import org.jspecify.annotations.NullMarked;
