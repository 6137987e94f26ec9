package dev.roost.serializer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record without components as {@code {}}. Jackson refuses any type without members, which
 * is right for all others: most are no data.
 */
final class EmptyRecordModule extends SimpleModule {
  EmptyRecordModule() {
    super("empty records");
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addSerializers(new EmptyRecords());
  }

  private static final class EmptyRecords extends Serializers.Base {
    @Override
    public @Nullable JsonSerializer<?> findSerializer(
        SerializationConfig config, JavaType type, BeanDescription description) {
      Class<?> raw = type.getRawClass();
      return raw.isRecord() && raw.getRecordComponents().length == 0
          ? new EmptyObjectSerializer()
          : null;
    }
  }

  private static final class EmptyObjectSerializer extends StdSerializer<Object> {
    EmptyObjectSerializer() {
      super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeStartObject();
      generator.writeEndObject();
    }
  }
}
