/**
 * The compiler of templates: HTML text to {@link dev.roost.internal.live.diff.Block}s.
 *
 * <ol>
 *   <li>{@link dev.roost.internal.live.template.MarkupParser} reads the text into a tree and checks
 *       that elements are closed and nested as a browser would nest them.
 *   <li>{@link dev.roost.internal.live.template.Scope} and {@link
 *       dev.roost.internal.live.template.Members} resolve paths against the types of the view, with
 *       their type parameters, and make getters.
 *   <li>{@link dev.roost.internal.live.template.TemplateCompiler} makes blocks. {@link
 *       dev.roost.internal.live.template.AttributeContext} decides how the values of an attribute
 *       are escaped, or that it takes none.
 * </ol>
 */
@NullMarked
package dev.roost.internal.live.template;

import org.jspecify.annotations.NullMarked;
