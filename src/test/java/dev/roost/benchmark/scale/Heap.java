package dev.roost.benchmark.scale;

/** The heap in use. */
final class Heap {
  private Heap() {}

  /** The bytes in use after a garbage collection. */
  static long used() {
    // The second one collects what the first one made collectable, such as by reference queues.
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
