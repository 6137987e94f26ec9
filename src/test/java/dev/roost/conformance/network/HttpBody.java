package dev.roost.conformance.network;

import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an HTTP/1.1 response, with any of the ways to mark its end. */
record HttpBody(HttpHead head, String method) {
  private static final int UPGRADED = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int HEX = 16;

  Buffer read(InputStream in) throws IOException {
    int status = head.status();
    if (method.equals("HEAD")
        || status == UPGRADED
        || status == NO_CONTENT
        || status == NOT_MODIFIED) {
      return Buffer.buffer();
    }
    if ("chunked".equals(head.headers().get("transfer-encoding"))) {
      return readChunks(in);
    }
    String length = head.headers().get("content-length");
    return length == null
        ? Buffer.buffer(in.readAllBytes())
        : readExactly(in, Integer.parseInt(length));
  }

  private static Buffer readChunks(InputStream in) throws IOException {
    Buffer body = Buffer.buffer();
    while (true) {
      int size = Integer.parseInt(HttpHead.readLine(in), HEX);
      body.appendBuffer(readExactly(in, size));
      if (!HttpHead.readLine(in).isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
      if (size == 0) {
        return body;
      }
    }
  }

  private static Buffer readExactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the server closed the connection before the end of the response");
    }
    return Buffer.buffer(bytes);
  }
}
