/**
 * Tests live views without a browser and without a network. A test opens a view at a URL, acts on
 * its elements by CSS selectors, and asserts what the page shows. Everything goes through the real
 * engine: routes, hooks, sessions, tokens, the join, events and their replies. Diffs are merged as
 * the client merges them, so the page has the HTML that a browser shows.
 *
 * <pre>{@code
 * try (TestLive live = TestLive.of(endpoint -> CounterApp.routes(endpoint))) {
 *   TestView view = live.open("/counter");
 *   view.click("#inc");
 *   view.assertText("#count", "1");
 * }
 * }</pre>
 *
 * <p>Assertions wait until they hold, as in {@link dev.roost.testing}. So a test of two visitors
 * needs no sleep: what one does is awaited on the page of the other.
 *
 * <p>JavaScript does not run: hooks are pushed by the test, and of the commands of an attribute
 * only those that reach the server are carried out. The layout is not rendered.
 *
 * <p>Needs {@code org.jsoup:jsoup}.
 */
@NullMarked
package dev.roost.live.testing;

import org.jspecify.annotations.NullMarked;
