package dev.roost.conformance.network;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP response.
 *
 * @param status its status
 * @param headers its headers, with names in lower case and repeated headers joined by commas
 */
record HttpHead(int status, Map<String, String> headers) {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3})( .*)?");

  static HttpHead read(InputStream in) throws IOException {
    Matcher first = STATUS_LINE.matcher(readLine(in));
    if (!first.matches()) {
      throw new IOException("no status line");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header: " + line);
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim(),
          (one, other) -> one + ", " + other);
    }
    return new HttpHead(Integer.parseInt(first.group(1)), headers);
  }

  /** A line that ends with CR and LF, without them. */
  static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection before the end of the response");
      }
      line.append((char) next);
    }
    if (in.read() != '\n') {
      throw new IOException("a line does not end with CR and LF");
    }
    return line.toString();
  }
}
