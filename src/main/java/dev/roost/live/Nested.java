package dev.roost.live;

import java.util.Map;

/**
 * A view within a view.
 *
 * @param id of its element
 * @param session what its mount is given
 * @param sticky whether it stays while the page goes from view to view
 */
record Nested(
    String id, Class<? extends LiveView> view, Map<String, Object> session, boolean sticky) {}
