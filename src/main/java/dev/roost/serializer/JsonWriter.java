package dev.roost.serializer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Appends the few kinds of JSON tokens that an envelope is made of, for {@link Frame.Content}. The
 * payload appends {@linkplain Payload#writeTo itself}.
 */
public final class JsonWriter {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private JsonWriter() {}

  /** Appends a string, quoted and escaped. */
  public static void string(ByteBuf out, String value) {
    out.writeByte('"');
    if (needsNoEscape(value)) {
      ByteBufUtil.writeUtf8(out, value);
    } else {
      // Encoded by the JDK, which puts a question mark for half of a surrogate pair.
      char[] quoted = JsonStringEncoder.getInstance().quoteAsString(value);
      out.writeBytes(new String(quoted).getBytes(StandardCharsets.UTF_8));
    }
    out.writeByte('"');
  }

  /** Appends a ref in the JSON type that it came in; null for none. */
  public static void ref(ByteBuf out, @Nullable Ref ref) {
    if (ref == null) {
      out.writeBytes(NULL);
    } else if (ref.isString()) {
      string(out, ref.toString());
    } else {
      ByteBufUtil.writeUtf8(out, ref.toString());
    }
  }

  /** Appends the topic of a reply as the client wrote it. */
  public static void topic(ByteBuf out, ReplyMessage reply) {
    if (reply.isTopicString()) {
      string(out, reply.topic());
    } else {
      ByteBufUtil.writeUtf8(out, reply.topic());
    }
  }

  /** Appends ASCII as it is, such as brackets and member names. */
  public static void raw(ByteBuf out, String ascii) {
    ByteBufUtil.writeAscii(out, ascii);
  }

  // Surrogates go the slow way too: only a pair of them is UTF-8.
  private static boolean needsNoEscape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
