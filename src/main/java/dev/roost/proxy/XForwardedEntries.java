package dev.roost.proxy;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. Each proxy
 * adds an entry to the first; to the others it may add one, or pass on what it got. An entry of
 * theirs therefore holds for all proxies before the one that it stands beside, unless there are
 * more.
 */
final class XForwardedEntries implements ForwardedChain {
  static final String FOR = "x-forwarded-for";
  static final String PROTO = "x-forwarded-proto";
  static final String HOST = "x-forwarded-host";
  static final String PORT = "x-forwarded-port";

  private final HeaderList addresses;
  private final HeaderList schemes;
  private final HeaderList hosts;
  private final HeaderList ports;
  private boolean started;

  XForwardedEntries(MultiMap headers) {
    addresses = HeaderList.plain(headers.getAll(FOR));
    schemes = HeaderList.plain(headers.getAll(PROTO));
    hosts = HeaderList.plain(headers.getAll(HOST));
    ports = HeaderList.plain(headers.getAll(PORT));
  }

  static boolean areIn(MultiMap headers) {
    return headers.contains(FOR)
        || headers.contains(PROTO)
        || headers.contains(HOST)
        || headers.contains(PORT);
  }

  @Override
  public @Nullable Hop next() {
    String address = addresses.next();
    if (address == null && started) {
      return null;
    }
    started = true;
    return Hop.of(
        HostPort.parse(address), schemes.next(), HostPort.parse(hosts.next()), port(ports.next()));
  }

  private static int port(@Nullable String text) {
    int number = text != null && text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    return number > 65_535 ? 0 : number;
  }
}
