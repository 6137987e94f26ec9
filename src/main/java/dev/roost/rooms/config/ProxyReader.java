package dev.roost.rooms.config;

import dev.roost.proxy.BasePath;
import dev.roost.proxy.ForwardedHeaders;
import dev.roost.proxy.TrustedProxies;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Makes {@link ProxySettings} of values. */
final class ProxyReader {
  private final SettingValues values;

  ProxyReader(SettingValues values) {
    this.values = values;
  }

  ProxySettings proxy() {
    Optional<URI> publicUrl = values.text(Setting.SERVER_PUBLIC_URL).map(ProxyReader::publicUrl);
    return new ProxySettings(trusted(), headers(), publicUrl, basePath(publicUrl));
  }

  private List<String> trusted() {
    List<String> entries = values.list(Setting.SERVER_TRUSTED_PROXIES);
    try {
      TrustedProxies.of(entries);
      return entries;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(Setting.SERVER_TRUSTED_PROXIES, String.valueOf(e.getMessage()));
    }
  }

  private ForwardedHeaders headers() {
    String text = values.text(Setting.SERVER_FORWARDED_HEADERS, "either");
    return switch (text) {
      case "either" -> ForwardedHeaders.EITHER;
      case "forwarded" -> ForwardedHeaders.FORWARDED;
      case "x-forwarded" -> ForwardedHeaders.X_FORWARDED;
      default ->
          throw new SettingsException(
              Setting.SERVER_FORWARDED_HEADERS,
              text + " is none of either, forwarded and x-forwarded");
    };
  }

  private static URI publicUrl(String text) {
    try {
      URI url = new URI(text);
      boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isWeb
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Reported below, as for other text that is no URL of a page.
    }
    throw new SettingsException(
        Setting.SERVER_PUBLIC_URL, text + " is no URL such as https://example.com/roost/");
  }

  private BasePath basePath(Optional<URI> publicUrl) {
    Optional<BasePath> ofUrl =
        publicUrl.map(url -> basePath(Setting.SERVER_PUBLIC_URL, url.getRawPath()));
    Optional<BasePath> given =
        values.text(Setting.SERVER_BASE_PATH).map(path -> basePath(Setting.SERVER_BASE_PATH, path));
    if (ofUrl.isPresent() && given.isPresent() && !ofUrl.equals(given)) {
      throw new SettingsException(
          Setting.SERVER_BASE_PATH,
          given.get().href() + " is not the path of server.public-url, " + ofUrl.get().href());
    }
    return given.or(() -> ofUrl).orElse(BasePath.ROOT);
  }

  private static BasePath basePath(Setting setting, String path) {
    try {
      return BasePath.of(path);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(setting, String.valueOf(e.getMessage()));
    }
  }
}
