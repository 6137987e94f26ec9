package dev.roost.auth;

import dev.roost.channel.ConnectNeeds;
import dev.roost.channel.ConnectRequest;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place in a request that has the token. */
public final class TokenSource {
  private static final String BEARER = "bearer ";

  private final ConnectNeeds needs;
  private final Function<ConnectRequest, @Nullable String> find;

  private TokenSource(ConnectNeeds needs, Function<ConnectRequest, @Nullable String> find) {
    this.needs = needs;
    this.find = find;
  }

  /**
   * The {@code authToken} option of phoenix.js (1.8 and newer): a sub-protocol of WebSocket, a
   * header of long-polling. It stays out of URLs, and so out of the logs of proxies.
   */
  public static TokenSource authToken() {
    return new TokenSource(
        new ConnectNeeds(Set.of(), Set.of(), true), request -> request.info().authToken());
  }

  /** A connect parameter, such as {@code token}. It is part of the URL, which proxies log. */
  public static TokenSource param(String name) {
    return new TokenSource(ConnectNeeds.NONE, request -> request.params().get(name));
  }

  /** The header {@code Authorization: Bearer …}, for clients that are not browsers. */
  public static TokenSource authorization() {
    return new TokenSource(
        new ConnectNeeds(Set.of("authorization"), Set.of(), false),
        request -> bearer(request.info().header("authorization")));
  }

  /** A header that holds nothing but the token. */
  public static TokenSource header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return new TokenSource(
        new ConnectNeeds(Set.of(lower), Set.of(), false), request -> request.info().header(lower));
  }

  /**
   * A cookie. A browser sends it with requests of other sites, too: use it only where origins are
   * checked, as they are by default.
   */
  public static TokenSource cookie(String name) {
    return new TokenSource(
        new ConnectNeeds(Set.of(), Set.of(name), false), request -> request.info().cookie(name));
  }

  ConnectNeeds needs() {
    return needs;
  }

  @Nullable String find(ConnectRequest request) {
    return find.apply(request);
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
