package dev.roost.conformance.scenario;

import java.util.Map;

/** The answer to an HTTP request; the names of headers are in lower case. */
public record HttpAnswer(int status, Map<String, String> headers, String text) {}
