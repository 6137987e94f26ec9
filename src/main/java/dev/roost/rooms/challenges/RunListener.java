package dev.roost.rooms.challenges;

/** Is told of the runs of all clients of this server, for metrics. Safe for any thread. */
public interface RunListener {
  /** Ignores everything. */
  RunListener NONE =
      new RunListener() {
        @Override
        public void started(boolean ofCases) {}

        @Override
        public void ended(Run.Status status) {}

        @Override
        public void refused(String reason) {}
      };

  /**
   * A run started.
   *
   * @param ofCases whether it is a run of the test cases
   */
  void started(boolean ofCases);

  /** A run ended, or its client left. */
  void ended(Run.Status status);

  /** The server refused to start a run, with the reason that the client got. */
  void refused(String reason);
}
