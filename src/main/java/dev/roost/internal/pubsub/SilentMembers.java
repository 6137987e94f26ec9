package dev.roost.internal.pubsub;

import dev.roost.cluster.ClusterOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The members of the cluster manager that send no heartbeats: this node's own registration may be
 * lost. Belongs to the cluster's event loop.
 */
final class SilentMembers {
  /** This node registers again after so many periods without a message from a member. */
  private static final int PERIODS = 3;

  private final long freshMillis;
  private final Map<String, Integer> periods = new HashMap<>();

  SilentMembers(ClusterOptions options) {
    this.freshMillis = PERIODS * options.broadcastPeriodMillis();
  }

  /** A member sent a heartbeat. */
  void recordHeartbeat(String memberId) {
    periods.remove(memberId);
  }

  /**
   * A period has passed.
   *
   * @param members all that the cluster manager knows of
   * @param self this node's id, which sends itself no heartbeat
   * @return whether to register again
   */
  boolean periodEnded(Set<String> members, String self, Collection<Peer> peers) {
    periods.keySet().retainAll(members);
    Set<String> fresh = new HashSet<>();
    peers.stream()
        .filter(peer -> peer.isUp() && isFresh(peer))
        .forEach(peer -> fresh.add(peer.memberId()));
    boolean due = false;
    for (String member : members) {
      if (member.equals(self) || fresh.contains(member)) {
        periods.remove(member);
      } else {
        due |= isDue(periods.merge(member, 1, Integer::sum));
      }
    }
    return due;
  }

  // After 3, 6, 12 … periods: the member may be no Roost node, and never send a heartbeat.
  private static boolean isDue(int silentPeriods) {
    return silentPeriods % PERIODS == 0 && Integer.bitCount(silentPeriods / PERIODS) == 1;
  }

  private boolean isFresh(Peer peer) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - peer.lastHeartbeat()) < freshMillis;
  }
}
