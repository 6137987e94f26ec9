import type { FieldErrors } from "../api/request";
import { Field } from "../ui/Field";

/** A password that is chosen, twice. */
export function NewPasswordFields({ errors }: { errors: FieldErrors }) {
  return (
    <>
      <Field
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        testId="new-password"
        error={errors["password"]}
      />
      <Field
        label="New password again"
        name="password_confirmation"
        type="password"
        autoComplete="new-password"
        required
        testId="new-password-confirmation"
        error={errors["password_confirmation"]}
      />
    </>
  );
}
