package dev.roost.internal.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.serializer.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Diffs of random changes in random windows lead a phoenix.js from any published state to the last
 * one.
 */
class DiffWindowProperties {
  private static final String TOPIC = "room:lobby";

  /** A change by one owner of presences to one key. */
  private record Step(int owner, int key, Kind kind, boolean windowEnds) {}

  private enum Kind {
    /** Tracks an absent key, untracks a tracked one. */
    COME_OR_GO,
    /** Tracks an absent key, updates a tracked one. */
    COME_OR_UPDATE,
    /** Repeats the last change. */
    TOLD_AGAIN,
    /** Untracks an absent key. */
    GOES_UNSEEN
  }

  private record Published(PresenceState state, JsonNode diff, List<Change> changes) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 2),
            Arbitraries.frequency(
                Tuple.of(4, Kind.COME_OR_GO),
                Tuple.of(4, Kind.COME_OR_UPDATE),
                Tuple.of(1, Kind.TOLD_AGAIN),
                Tuple.of(1, Kind.GOES_UNSEEN)),
            Arbitraries.of(true, false, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 200)
  void anyStateAndTheLaterDiffsGiveTheLastState(@ForAll("steps") List<Step> steps) {
    List<Published> all = publish(steps);
    for (int from = 0; from < all.size(); from++) {
      PhoenixJsPresence client = new PhoenixJsPresence();
      client.state(all.get(from).state.payload().json());
      for (Published later : all.subList(from + 1, all.size())) {
        client.diff(later.diff);
        assertThat(client.inOrder()).isEqualTo(inOrder(later.state));
      }
    }
  }

  @Property(tries = 200)
  void diffsIncludedInTheStateChangeNothing(
      @ForAll("steps") List<Step> steps,
      @ForAll int anyState,
      @ForAll int anyEarlier,
      @ForAll boolean beforeTheState) {
    List<Published> all = publish(steps);
    int state = Math.floorMod(anyState, all.size());
    int again = Math.floorMod(anyEarlier, state + 1);
    PhoenixJsPresence client = new PhoenixJsPresence();
    // phoenix.js queues diffs before its first state and applies them afterwards.
    if (!beforeTheState) {
      client.state(all.get(state).state.payload().json());
    }
    all.subList(again + 1, state + 1).forEach(contained -> client.diff(contained.diff));
    if (beforeTheState) {
      client.state(all.get(state).state.payload().json());
    }
    all.subList(state + 1, all.size()).forEach(later -> client.diff(later.diff));
    assertThat(client.refsByKey()).isEqualTo(refs(last(all)));
  }

  @Property(tries = 200)
  void stateRepairsAClientThatMissedDiffs(
      @ForAll("steps") List<Step> steps, @ForAll int anyState, @ForAll int anyLater) {
    List<Published> all = publish(steps);
    int first = Math.floorMod(anyState, all.size());
    int second = first + Math.floorMod(anyLater, all.size() - first);
    PhoenixJsPresence client = new PhoenixJsPresence();
    client.state(all.get(first).state.payload().json());
    client.rejoined();
    client.state(all.get(second).state.payload().json());
    assertThat(client.refsByKey()).isEqualTo(refs(all.get(second).state));
  }

  @Property(tries = 200)
  void diffContainsExactlyTheDifferences(@ForAll("steps") List<Step> steps) {
    List<Published> all = publish(steps);
    for (int i = 1; i < all.size(); i++) {
      Set<String> before = allRefs(refs(all.get(i - 1).state));
      Set<String> after = allRefs(refs(all.get(i).state));
      Set<String> came = new HashSet<>(after);
      came.removeAll(before);
      Set<String> went = new HashSet<>(before);
      went.removeAll(after);
      JsonNode diff = all.get(i).diff;
      assertThat(refs(diff.required("joins"))).isEqualTo(came);
      assertThat(refs(diff.required("leaves"))).isEqualTo(went);
    }
  }

  @Property(tries = 200)
  void keyThatLeavesAndRejoinsTakesTwoDiffs(@ForAll("steps") List<Step> steps) {
    for (Published published : publish(steps)) {
      Set<String> leaving = refs(published.diff.required("leaves"));
      Set<String> leftKeys = new HashSet<>();
      for (Change change : published.changes) {
        if (change instanceof Change.Added added) {
          assertThat(leftKeys).doesNotContain(added.entry().key());
        } else if (change instanceof Change.Removed removed) {
          note(removed.entry(), leaving, leftKeys);
        } else if (change instanceof Change.Updated updated) {
          note(updated.before(), leaving, leftKeys);
        }
      }
    }
  }

  private static void note(Entry left, Set<String> leaving, Set<String> leftKeys) {
    if (leaving.contains(left.ref())) {
      leftKeys.add(left.key());
    }
  }

  // -- A topic's state, without the verticle

  /** The first entry is the state before all steps. */
  private static List<Published> publish(List<Step> steps) {
    List<Published> published = new ArrayList<>();
    published.add(
        new Published(PresenceState.NONE, PresenceJson.diff(Map.of(), Map.of()).json(), List.of()));
    DiffWindow window = new DiffWindow();
    PresenceState current = PresenceState.NONE;
    Map<List<Integer>, Entry> tracked = new HashMap<>();
    Map<List<Integer>, Change> told = new HashMap<>();
    List<Change> applied = new ArrayList<>();
    int refs = 0;
    for (Step step : steps) {
      List<Integer> place = List.of(step.owner, step.key);
      Entry before = tracked.get(place);
      Change change =
          switch (step.kind) {
            case TOLD_AGAIN -> told.get(place);
            case GOES_UNSEEN -> new Change.Removed(entry(step, "unseen" + refs++, null));
            case COME_OR_GO ->
                before == null
                    ? new Change.Added(entry(step, "ref" + refs++, null))
                    : new Change.Removed(before);
            case COME_OR_UPDATE ->
                before == null
                    ? new Change.Added(entry(step, "ref" + refs++, null))
                    : new Change.Updated(before, entry(step, "ref" + refs++, before.ref()));
          };
      if (change == null) {
        continue;
      }
      if (step.kind == Kind.COME_OR_GO || step.kind == Kind.COME_OR_UPDATE) {
        told.put(place, change);
        if (change instanceof Change.Added added) {
          tracked.put(place, added.entry());
        } else if (change instanceof Change.Updated updated) {
          tracked.put(place, updated.after());
        } else {
          tracked.remove(place);
        }
      }
      if (window.needsDiffOfItsOwn(change)) {
        publish(published, current, window, applied);
      }
      PresenceState after = apply(current, window, change);
      if (after != current) {
        applied.add(change);
        current = after;
      }
      if (step.windowEnds) {
        publish(published, current, window, applied);
      }
    }
    publish(published, current, window, applied);
    return published;
  }

  private static PresenceState apply(PresenceState current, DiffWindow window, Change change) {
    if (change instanceof Change.Added added) {
      if (!current.contains(added.entry())) {
        window.add(change);
        return current.with(added.entry());
      }
    } else if (change instanceof Change.Removed removed) {
      if (current.contains(removed.entry())) {
        window.add(change);
        return current.without(removed.entry());
      }
    } else if (change instanceof Change.Updated updated) {
      if (current.contains(updated.before()) && !current.contains(updated.after())) {
        window.add(change);
        return current.without(updated.before()).with(updated.after());
      }
    }
    return current;
  }

  private static void publish(
      List<Published> published, PresenceState current, DiffWindow window, List<Change> applied) {
    if (!window.isEmpty()) {
      DiffWindow.Diff diff = window.take();
      JsonNode json =
          PresenceJson.diff(
                  PresenceState.group(diff.joins().values()),
                  PresenceState.group(diff.leaves().values()))
              .json();
      published.add(new Published(current, json, List.copyOf(applied)));
    }
    applied.clear();
    assertThat(window.isEmpty()).isTrue();
  }

  private static Entry entry(Step step, String ref, String previous) {
    String meta = PresenceJson.meta(Payload.of(Map.of("owner", step.owner)), ref, previous);
    return new Entry(TOPIC, "key" + step.key, ref, meta);
  }

  // -- Comparing

  private static PresenceState last(List<Published> all) {
    return all.get(all.size() - 1).state;
  }

  private static Map<String, List<JsonNode>> inOrder(PresenceState presences) {
    Map<String, List<JsonNode>> byKey = new TreeMap<>();
    presences
        .keys()
        .forEach(key -> byKey.put(key, presences.metas(key).stream().map(Payload::json).toList()));
    return byKey;
  }

  private static Map<String, Set<String>> refs(PresenceState presences) {
    return PhoenixJsPresence.refsByKey(presences.payload());
  }

  private static Set<String> refs(JsonNode presences) {
    Set<String> all = new HashSet<>();
    PhoenixJsPresence.metasByKey(presences)
        .values()
        .forEach(metas -> metas.forEach(meta -> all.add(PhoenixJsPresence.ref(meta))));
    return all;
  }

  private static Set<String> allRefs(Map<String, Set<String>> byKey) {
    Set<String> all = new HashSet<>();
    byKey.values().forEach(all::addAll);
    return all;
  }
}
