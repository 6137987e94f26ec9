package dev.roost.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An endpoint without Jakarta Validation on the class path. */
class WithoutJakartaTest {
  private static final String HIDDEN = "jakarta.";

  /** Reloads Roost's classes and hides Jakarta's. */
  private static final class HidingLoader extends ClassLoader {
    private final List<String> missed = new ArrayList<>();

    HidingLoader() {
      super(WithoutJakartaTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(HIDDEN)) {
        missed.add(name);
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.roost.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void validationIsSkippedWithoutLoadingJakarta() throws Exception {
    HidingLoader loader = new HidingLoader();

    Class<?> optionsType = loader.loadClass("dev.roost.EndpointOptions");
    Object options = optionsType.getConstructor().newInstance();
    Object codec = optionsType.getMethod("codec").invoke(options);
    Object validator = optionsType.getMethod("validator").invoke(options);
    Object validating =
        loader
            .loadClass("dev.roost.serializer.JsonCodec")
            .getMethod("validating", loader.loadClass("dev.roost.serializer.PayloadValidator"))
            .invoke(codec, validator);

    assertThat(validating)
        .extracting(each -> each.getClass().getName())
        .isEqualTo("dev.roost.serializer.JacksonCodec");
    // Roost looks for the class once to detect that it is absent.
    assertThat(loader.missed).containsExactly("jakarta.validation.Validation");
  }
}
