package dev.roost.live;

import dev.roost.channel.FormParams;
import dev.roost.channel.Params;
import dev.roost.proxy.BasePath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the view of a URL. Immutable. */
final class RouteTable {
  private final List<LiveRoute> routes;
  private final BasePath basePath;

  RouteTable(List<LiveRoute> routes, BasePath basePath) {
    this.routes = List.copyOf(routes);
    this.basePath = basePath;
  }

  List<LiveRoute> routes() {
    return routes;
  }

  /**
   * Finds the view of a URL as the browser shows it, or of a path.
   *
   * @return null if there is none, or if this is no URL
   */
  LiveRoute.@Nullable Match match(String url) {
    try {
      URI uri = new URI(url);
      String path = uri.getRawPath();
      return path == null
          ? null
          : match(basePath.strip(path), uri.getRawQuery() == null ? "" : uri.getRawQuery());
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  LiveRoute.@Nullable Match match(String path, String query) {
    for (LiveRoute route : routes) {
      Map<String, String> ofPath = route.pattern().match(path);
      if (ofPath != null) {
        Map<String, Object> params = new HashMap<>(FormParams.parse(query).values());
        params.putAll(ofPath);
        return new LiveRoute.Match(route, new Params(params), new LiveUri(path, query));
      }
    }
    return null;
  }
}
