package dev.roost.conformance.network;

import dev.roost.conformance.scenario.ClientSpec.Param;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the parameters of a connection as browsers do. */
final class QueryString {
  private QueryString() {}

  static String of(List<Param> params) {
    return params.stream()
        .map(param -> encode(param.name()) + "=" + encode(param.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
