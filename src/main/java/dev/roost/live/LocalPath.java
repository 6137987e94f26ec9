package dev.roost.live;

/**
 * Checks that a place to go to is on this host. Browsers read {@code //host}, {@code /\host} and
 * tabs or newlines among the slashes as another host.
 */
final class LocalPath {
  private LocalPath() {}

  /**
   * Checks a path.
   *
   * @return the path
   * @throws IllegalArgumentException if a browser could leave the host with it
   */
  static String check(String path) {
    boolean local =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().noneMatch(c -> c == '\\' || c < ' ' || c == 0x7f);
    if (!local) {
      throw new IllegalArgumentException(
          "expected a path on this host that begins with one slash, found \""
              + path
              + "\"; use redirectExternal for other hosts");
    }
    return path;
  }

  /**
   * Checks a URL of another host.
   *
   * @throws IllegalArgumentException if it is not an absolute {@code http} or {@code https} URL
   */
  static String checkExternal(String url) {
    boolean web =
        (url.startsWith("https://") || url.startsWith("http://"))
            && url.chars().noneMatch(c -> c == '\\' || c <= ' ' || c == 0x7f);
    if (!web) {
      throw new IllegalArgumentException("expected an http or https URL, found \"" + url + "\"");
    }
    return url;
  }
}
