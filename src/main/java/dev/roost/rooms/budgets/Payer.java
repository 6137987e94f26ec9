package dev.roost.rooms.budgets;

import dev.roost.channel.Socket;
import dev.roost.rooms.signin.ClientAddress;
import dev.roost.rooms.users.User;
import org.jspecify.annotations.Nullable;

/**
 * An account or a guest, whose budgets pay.
 *
 * @param userId null for a guest
 * @param address the network address, or null if it is unknown
 */
public record Payer(@Nullable Long userId, @Nullable String address) {
  /** The key under which a socket has its network address. */
  public static final String ADDRESS = "address";

  /** The owner of a socket. */
  public static Payer of(Socket socket) {
    Long userId = socket.get("user") instanceof User user ? user.id() : null;
    return new Payer(userId, (String) socket.get(ADDRESS));
  }

  /** The account, at this address. */
  public static Payer of(User user, @Nullable String address) {
    return new Payer(user.id(), address);
  }

  /** The address that pays: of IPv6 its first 64 bits, which one site has. */
  String network() {
    return ClientAddress.of(address).address().toString();
  }
}
