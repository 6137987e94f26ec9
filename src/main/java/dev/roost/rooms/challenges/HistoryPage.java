package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the changes of a response, by version.
 *
 * @param version of the response now
 * @param first the version of the oldest change that is kept; 0 if all are
 * @param next where the next page begins, or null if these are the last
 */
public record HistoryPage(
    long version,
    long first,
    List<StoredChange> changes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long next) {}
