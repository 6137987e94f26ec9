package dev.roost.conformance.scenario;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request; the body is null if it has none. */
public record HttpCall(
    String method, String path, Map<String, String> headers, @Nullable Buffer body) {}
