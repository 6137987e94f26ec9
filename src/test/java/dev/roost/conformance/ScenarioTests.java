package dev.roost.conformance;

import dev.roost.conformance.scenario.Scenario;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs scenarios, several at a time because they mostly wait, with one test for each. Close it
 * after the tests.
 */
final class ScenarioTests implements AutoCloseable {
  private static final int AT_A_TIME = 8;

  private final ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
  private final Map<String, Future<?>> played = new LinkedHashMap<>();

  /** Starts the scenarios. */
  ScenarioTests(List<Scenario> scenarios, Consumer<Scenario> play) {
    Map<String, Future<?>> begun = new LinkedHashMap<>();
    // Start slow scenarios first; the others run while they wait.
    scenarios.stream()
        .sorted(Comparator.comparing(scenario -> !scenario.slow()))
        .forEach(scenario -> begun.put(scenario.name(), pool.submit(() -> play.accept(scenario))));
    scenarios.forEach(scenario -> played.put(scenario.name(), begun.get(scenario.name())));
  }

  /** One test for each scenario, which waits for its result. */
  Stream<DynamicTest> tests() {
    return played.entrySet().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(scenario.getKey(), () -> await(scenario.getValue())));
  }

  private static void await(Future<?> outcome) throws Throwable {
    try {
      outcome.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
