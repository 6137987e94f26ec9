package dev.roost.conformance.scenario;

import java.util.Map;

/** An HTTP response; header names are in lower case. */
public record HttpAnswer(int status, Map<String, String> headers, String text) {}
