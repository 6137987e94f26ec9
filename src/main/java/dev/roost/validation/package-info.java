/**
 * Constraints of Jakarta Validation on what clients send.
 *
 * <p>If a provider such as Hibernate Validator is on the class path, an endpoint checks the
 * constraints of each type that its channels decode:
 *
 * <pre>{@code
 * record NewMessage(@NotBlank @Size(max = 1000) String text, @Valid Author author) {}
 * }</pre>
 *
 * <p>A violation is answered as a member of the wrong type is: {@code {"reason": "invalid payload",
 * "errors": {"text": "must not be blank"}}}. {@code EndpointOptions.validator} takes another
 * validator, or {@link dev.roost.serializer.PayloadValidator#NONE} for none.
 *
 * <p>This package needs {@code jakarta.validation-api} and a provider, which are optional. Without
 * them, nothing of Jakarta Validation is loaded.
 */
@NullMarked
package dev.roost.validation;

import org.jspecify.annotations.NullMarked;
