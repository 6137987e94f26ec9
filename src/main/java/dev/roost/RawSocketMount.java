package dev.roost;

import dev.roost.channel.RawSocket;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket without channels being described. Given to the function that is passed to {@link
 * Endpoint#rawSocket}; not to be kept.
 */
public final class RawSocketMount extends Mount<RawSocketMount> {
  private @Nullable Supplier<? extends RawSocket> factory;

  /** Describes a socket at a path. {@link Endpoint} makes one, and hands it to be filled in. */
  public RawSocketMount(String path) {
    super(path);
  }

  @Override
  RawSocketMount self() {
    return this;
  }

  /** Makes a new handler for each connection. Every socket needs one. */
  public RawSocketMount handler(Supplier<? extends RawSocket> newHandler) {
    factory = Objects.requireNonNull(newHandler);
    return this;
  }

  /** See {@link #handler(Supplier)}; null if there is none yet. */
  public @Nullable Supplier<? extends RawSocket> handler() {
    return factory;
  }
}
