package dev.roost.live;

import dev.roost.live.html.TrustedHtml;

/** The views of one page, as far as they know of each other. */
interface Visitor {
  /** The element of a view within another one. */
  TrustedHtml place(LiveRoutes routes, Nested child, String parentId, String liveSession);

  /** The mark that the visitor's tokens have, see {@link Owner}. */
  String owner();

  /** A view has ended. */
  void ended(LiveProcess process);
}
