package dev.roost.proxy;

import java.util.regex.Pattern;

/**
 * The path under which clients find a server, where a proxy serves several things on one host.
 *
 * @param prefix what comes before each path, such as {@code /roost}; empty for the root
 */
public record BasePath(String prefix) {
  /** Clients find the server at the root of its host. */
  public static final BasePath ROOT = new BasePath("");

  private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException if the prefix is neither empty nor a path of plain segments
   */
  public BasePath {
    boolean hasDots = prefix.contains("/./") || prefix.contains("/../");
    if (!prefix.isEmpty() && (hasDots || !FORM.matcher(prefix).matches())) {
      throw new IllegalArgumentException(
          "\"" + prefix + "\" is no base path; expected one such as /roost");
    }
  }

  /**
   * Reads {@code /roost} or {@code /roost/}; {@code /} is the root.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static BasePath of(String path) {
    return new BasePath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /** With a slash at the end, for the {@code href} of a page's {@code <base>}. */
  public String href() {
    return prefix + "/";
  }

  /** Adds the prefix to a path that begins with a slash. */
  public String resolve(String path) {
    return prefix + path;
  }

  /** A path without the prefix; the path itself if it does not have it. */
  public String strip(String path) {
    return !prefix.isEmpty() && path.startsWith(href()) ? path.substring(prefix.length()) : path;
  }
}
