package dev.roost.metrics;

/**
 * Counts of an endpoint's live views since the server started.
 *
 * @param open connected views there are, nested ones included
 * @param mounted connected views there have been
 * @param pages pages that HTTP has answered with
 * @param renders renders of connected views, those without a change included
 * @param renderNanos how long they took
 * @param slowRenders of these, those that took longer than {@code LiveOptions.slowMillis}
 * @param slowCallbacks callbacks that took longer, but for those of blocking views
 * @param diffs renders that were sent
 * @param diffBytes bytes of these
 * @param tooManyEvents views that were ended by {@code LiveOptions.eventRate}
 * @param uploadBytes bytes of disk that are reserved for uploads
 * @param uploadsRefused files that were refused by {@code LiveOptions.maxUploadBytes}
 */
public record LiveSnapshot(
    long open,
    long mounted,
    long pages,
    long renders,
    long renderNanos,
    long slowRenders,
    long slowCallbacks,
    long diffs,
    long diffBytes,
    long tooManyEvents,
    long uploadBytes,
    long uploadsRefused) {}
