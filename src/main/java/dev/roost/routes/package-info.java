/**
 * Routes that stand beside the sockets, for other programs and for those who run the server:
 * messages to topics over HTTP ({@link dev.roost.routes.PublishRoutes}), health ({@link
 * dev.roost.routes.HealthRoutes}), and connections ({@link dev.roost.routes.AdminRoutes}). Figures
 * for Prometheus are {@code dev.roost.micrometer.PrometheusRoute}, which needs Micrometer.
 *
 * <pre>{@code
 * PublishRoutes publish = new PublishRoutes(endpoint, BearerKey.of(publishKey));
 * HealthRoutes health = new HealthRoutes(endpoint).ready("no database", database::check);
 * AdminRoutes admin = new AdminRoutes(endpoint, BearerKey.of(adminKey)).presence(presence);
 * endpoint.listen(
 *     new HttpServerOptions().setPort(4000),
 *     router -> {
 *       publish.mount(router);
 *       health.mount(router);
 *       admin.mount(router);
 *     });
 * }</pre>
 *
 * <p>One object may be mounted on many routers, on any event loops. Errors are JSON with a member
 * {@code error} that says what was expected.
 */
@NullMarked
package dev.roost.routes;

import org.jspecify.annotations.NullMarked;
