package dev.roost.metrics;

/**
 * An event loop at one moment.
 *
 * @param number of the loop, from 0
 * @param pendingTasks tasks that waited for it
 * @param delayNanos how long it took to get to a new task; if it has not yet, how long that was
 *     waited for
 * @param isBlocked whether it has not got to the new task
 */
public record EventLoopSnapshot(int number, int pendingTasks, long delayNanos, boolean isBlocked) {}
