package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Fuzzed long-poll requests do not affect other clients and leave nothing behind. */
class LongPollFuzzTest {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final int MAX_REQUESTS = 6;

  @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void fuzzedRequestsDoNotAffectOthers(@ForAll long seed) throws Exception {
    FuzzRun.run(seed, OtherClient::polling, LongPollFuzzTest::attack);
  }

  private static void attack(int port, Random random) throws IOException {
    String token = random.nextInt(4) == 0 ? "" : begin(port, random);
    try (RawWebSocket connection = RawWebSocket.connect(port)) {
      for (int i = random.nextInt(MAX_REQUESTS); i >= 0; i--) {
        byte[] request = request(token, random);
        boolean wrong = random.nextInt(5) == 0;
        connection.sendRaw(wrong ? Mutation.of(request, random) : request);
      }
      String answers =
          Disconnect.any(random).run(connection, random).toString(StandardCharsets.ISO_8859_1);
      assertThat(answers).doesNotContain("HTTP/1.1 500", "HTTP/1.0 500", "\tat ", "Exception");
    }
  }

  private static String begin(int port, Random random) throws IOException {
    try (RawWebSocket connection = RawWebSocket.connect(port)) {
      connection.sendRaw(
          latin(
              "GET /socket/longpoll?vsn="
                  + Mutation.any(random, "2.0.0", "1.0.0")
                  + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
      String answer =
          Disconnect.READ_TO_THE_END.run(connection, random).toString(StandardCharsets.ISO_8859_1);
      Matcher token = TOKEN.matcher(answer);
      assertThat(token.find()).as(answer).isTrue();
      return token.group(1);
    }
  }

  private static byte[] request(String token, Random random) {
    boolean post = random.nextBoolean();
    byte[] body = post || random.nextInt(10) == 0 ? body(random) : new byte[0];
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String method =
        random.nextInt(8) > 0
            ? (post ? "POST" : "GET")
            : Mutation.any(
                random, "OPTIONS", "PUT", "HEAD", "DELETE", "TRACE", "CONNECT", "get", "X");
    request.writeBytes(
        latin(
            method
                + " /socket/longpoll"
                + query(token, random)
                + Mutation.any(
                    random, " HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.0", " HTTP/7")
                + "\r\nHost: localhost\r\n"
                + headers(token, random)));
    frameBody(request, body, random);
    return request.toByteArray();
  }

  private static String query(String token, Random random) {
    return switch (random.nextInt(12)) {
      case 10 -> "?vsn=2.0.0&token=" + token + "&" + FuzzedMessages.parameters(random);
      case 11 -> "?vsn=2.0.0&" + FuzzedMessages.parameters(random);
      case 0 -> "";
      case 1 -> "?token=" + noise(random) + "&vsn=2.0.0";
      case 2 -> "?vsn=2.0.0&token=" + printable(Mutation.of(latin(token), random));
      case 3 -> "?vsn=9&token[]=" + token + "&a[b][c][]=1&a=2&a[b]=3" + "&x[".repeat(40);
      case 4 -> "?%zz=%&vsn=2.0.0&" + noise(random);
      case 5 -> "?vsn=2.0.0&" + "k=v&".repeat(random.nextInt(1_100));
      default -> "?vsn=2.0.0&token=" + token;
    };
  }

  private static String headers(String token, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "X-Phoenix-Longpoll-Token: " + noise(random) + "\r\n";
      case 1 -> "X-Phoenix-Longpoll-Token: " + token + "\r\n";
      case 2 -> "Origin: " + noise(random) + "\r\nAccess-Control-Request-Headers: a,\tb, é\r\n";
      case 3 -> "X-Long: " + "x".repeat(random.nextInt(12_000)) + "\r\n";
      case 4 -> "Expect: " + Mutation.any(random, "100-continue", "more") + "\r\n";
      case 5 -> "Connection: " + Mutation.any(random, "close", "Upgrade", "x") + "\r\n";
      case 6 -> "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n";
      case 7 -> "Accept-Encoding: gzip;q=x, *\r\nCookie: a=b; =;\r\nRange: bytes=9-1\r\n";
      default -> "";
    };
  }

  private static byte[] body(Random random) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 150 : 5); i >= 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> body.writeBytes(Base64.getEncoder().encode(FuzzedMessages.binary(random)));
        case 1 -> body.writeBytes(Mutation.noise(random, 200));
        default -> body.writeBytes(FuzzedMessages.text(random));
      }
      body.writeBytes(latin(Mutation.any(random, "\n", "\n", "\r\n", "\n\n", "")));
    }
    return body.toByteArray();
  }

  private static void frameBody(ByteArrayOutputStream request, byte[] body, Random random) {
    String type =
        Mutation.any(
            random,
            "application/x-ndjson",
            "application/x-ndjson; charset=utf-8",
            "application/json",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            ";;",
            noise(random));
    request.writeBytes(latin("Content-Type: " + type + "\r\n"));
    switch (random.nextInt(10)) {
      case 0 -> {
        String length =
            Mutation.any(random, "-1", "99999999999999999999", "9000001", "x", "", "0x10", "7, 8");
        request.writeBytes(latin("Content-Length: " + length + "\r\n\r\n"));
        request.writeBytes(body);
      }
      case 1 -> {
        request.writeBytes(latin("Content-Length: 3\r\nContent-Length: 5\r\n\r\n"));
        request.writeBytes(body);
      }
      case 2 -> {
        request.writeBytes(latin("Transfer-Encoding: chunked\r\n\r\n"));
        chunks(request, body, random);
      }
      case 3 -> {
        request.writeBytes(latin("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"));
        chunks(request, body, random);
      }
      case 4 -> {
        // The server reads the following bytes as the rest of the body.
        int length = body.length + random.nextInt(20_000);
        request.writeBytes(latin("Content-Length: " + length + "\r\n\r\n"));
        request.writeBytes(body);
      }
      default -> {
        request.writeBytes(latin("Content-Length: " + body.length + "\r\n\r\n"));
        request.writeBytes(body);
      }
    }
  }

  private static void chunks(ByteArrayOutputStream request, byte[] body, Random random) {
    int start = 0;
    while (start < body.length) {
      int end = Math.min(body.length, start + 1 + random.nextInt(100));
      String size =
          random.nextInt(15) == 0
              ? Mutation.any(random, "-1", "ffffffffffffffff", "zz", "")
              : Integer.toHexString(end - start);
      request.writeBytes(latin(size + "\r\n"));
      request.writeBytes(Arrays.copyOfRange(body, start, end));
      request.writeBytes(latin("\r\n"));
      start = end;
    }
    request.writeBytes(latin("0\r\n\r\n"));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String noise(Random random) {
    return new String(Mutation.noise(random, 60), StandardCharsets.ISO_8859_1)
        .replaceAll("[\\r\\n]", "%");
  }

  private static String printable(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^!-~]", "_");
  }
}
