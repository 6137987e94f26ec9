package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.ByteSourceJsonBootstrapper;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A factory of parsers that share few member names.
 *
 * <p>Jackson's parsers share up to 6,000 names, and a parser that reads another one copies all of
 * them, which are 240 KB. Payloads have such names all the time: presences and other maps have ids
 * as names, and clients may choose any.
 */
final class PayloadFactory extends JsonFactory {
  private static final long serialVersionUID = 1;

  /** More than the names of most applications. */
  static final int MAX_NAMES = 256;

  private transient volatile ByteQuadsCanonicalizer names = ByteQuadsCanonicalizer.createRoot();

  /** Without charset detection, and without interned names, see {@link Json#FACTORY}. */
  PayloadFactory() {
    super(
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES));
  }

  private PayloadFactory(PayloadFactory other, @Nullable ObjectCodec codec) {
    super(other, codec);
  }

  @Override
  public PayloadFactory copy() {
    return new PayloadFactory(this, null);
  }

  @Override
  protected Object readResolve() {
    return new PayloadFactory(this, _objectCodec);
  }

  /** How many names the parsers share now. */
  int names() {
    return names.size();
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context)
      throws IOException {
    // A race begins twice.
    if (names.size() > MAX_NAMES) {
      names = ByteQuadsCanonicalizer.createRoot();
    }
    return new ByteSourceJsonBootstrapper(context, data, offset, length)
        .constructParser(_parserFeatures, _objectCodec, names, _rootCharSymbols, _factoryFeatures);
  }
}
