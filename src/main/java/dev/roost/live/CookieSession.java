package dev.roost.live;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.prng.VertxContextPRNG;
import io.vertx.ext.web.sstore.AbstractSession;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A session whose cookie holds its values, which are those of JSON. */
final class CookieSession extends AbstractSession {
  private static final String ID = "id";
  private static final String TIMEOUT = "timeout";
  private static final String DATA = "data";

  private final Function<JsonObject, String> encrypt;
  private final Map<String, Object> before;

  /** A session that is new. */
  CookieSession(
      VertxContextPRNG random, Function<JsonObject, String> encrypt, long timeout, int length) {
    super(random, timeout, length);
    this.encrypt = encrypt;
    this.before = Map.of();
  }

  /** A session that was read from a cookie. */
  CookieSession(VertxContextPRNG random, Function<JsonObject, String> encrypt, JsonObject read) {
    super(random);
    this.encrypt = encrypt;
    setId(read.getString(ID));
    setTimeout(read.getLong(TIMEOUT));
    Map<String, Object> values = new HashMap<>();
    read.getJsonObject(DATA).forEach(value -> values.put(value.getKey(), value.getValue()));
    this.before = Map.copyOf(values);
    setData(new ConcurrentHashMap<>(values));
  }

  /** The cookie's value. */
  @Override
  public String value() {
    return encrypt.apply(
        new JsonObject()
            .put(ID, id())
            .put(TIMEOUT, timeout())
            .put(DATA, new JsonObject(new HashMap<>(data()))));
  }

  /** Whether the client needs another cookie: vertx-web asks nothing else. */
  @Override
  public boolean isRegenerated() {
    return super.isRegenerated() || !data().equals(before);
  }
}
