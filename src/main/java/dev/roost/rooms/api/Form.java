package dev.roost.rooms.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.names.NameCheck;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields that a client sent, and what is wrong with them. */
final class Form {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode fields;
  private final List<Map<String, String>> errors = new ArrayList<>();

  private Form(JsonNode fields) {
    this.fields = fields;
  }

  /**
   * The fields in an object of the body. If the body is no JSON object, answers with an error and
   * returns nothing.
   *
   * @param name of that object
   */
  static Optional<Form> read(RoutingContext context, String name) {
    Buffer body = context.body().buffer();
    try {
      JsonNode json = body == null ? null : JSON.readTree(body.getBytes());
      if (json != null && json.isObject()) {
        JsonNode fields = json.path(name);
        return Optional.of(
            new Form(fields.isObject() ? fields : JsonNodeFactory.instance.objectNode()));
      }
    } catch (JsonProcessingException e) {
      // Answered below, as for other JSON.
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory could not be read", e);
    }
    Answers.error(context, 400, "The body is no JSON object");
    return Optional.empty();
  }

  /** A text as it is; empty if it is missing or cannot be stored. */
  String raw(String field) {
    String text = fields.path(field).textValue();
    return text == null || DocumentText.utf8Length(text) < 0 ? "" : text;
  }

  boolean has(String field) {
    return fields.hasNonNull(field);
  }

  /** A text without white space around it, which must be there. */
  String required(String field, int maxLength) {
    String text = raw(field).strip();
    if (text.isEmpty()) {
      wrong(field, "can't be blank");
    } else {
      length(field, text, 1, maxLength);
    }
    return text;
  }

  /** A name, in the form of {@link dev.roost.rooms.names.PlainName}, which must be there. */
  String name(String field, int maxLength) {
    NameCheck check = NameCheck.of(raw(field), maxLength);
    if (check.error() != null) {
      wrong(field, check.error());
    }
    return check.name();
  }

  /** True or false; nothing if it is left out. */
  Optional<Boolean> flag(String field) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      wrong(field, "is true or false");
    }
    return Optional.of(value.booleanValue());
  }

  /** A whole number, or the default where there is none. */
  int number(String field, int otherwise, int min, int max) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      wrong(field, "should be a number from " + min + " to " + max);
      return otherwise;
    }
    return value.intValue();
  }

  void length(String field, String text, int min, int max) {
    if (text.length() < min) {
      wrong(field, "should be at least " + min + " characters");
    } else if (text.length() > max) {
      wrong(field, "should be at most " + max + " characters");
    }
  }

  void wrong(String field, String message) {
    errors.add(Map.of(field, message));
  }

  boolean isWrong(String field) {
    return errors.stream().anyMatch(error -> error.containsKey(field));
  }

  /** Whether the form is valid. If not, answers with its errors. */
  boolean isValid(RoutingContext context) {
    if (errors.isEmpty()) {
      return true;
    }
    Answers.errors(context, List.copyOf(errors));
    return false;
  }
}
