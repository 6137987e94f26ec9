import { Link, useLocation } from "react-router";
import * as api from "../api/api";
import { ApiError } from "../api/request";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";
import { useSession } from "./session";
import { useForm } from "./useForm";
import { useGoOnWhenSignedIn } from "./useGoOnWhenSignedIn";

export function SignUp() {
  usePage("Sign up");
  useGoOnWhenSignedIn();
  const { enter } = useSession();
  const location = useLocation();
  const { submit, error, busy } = useForm(async (data) => {
    const { first_name = "", last_name = "", email = "", password = "" } = data;
    const { password_confirmation = "" } = data;
    if (password !== password_confirmation) {
      const fields = { password_confirmation: "The passwords are not the same" };
      throw new ApiError(422, "Please check the fields marked below.", fields);
    }
    enter(await api.signUp({ first_name, last_name, email, password, password_confirmation }));
  });
  const fields = error?.fields ?? {};

  return (
    <div className="narrow">
      <form className="card form" onSubmit={submit} data-testid="sign-up">
        <h1>Create an account</h1>
        {error && <Notice testId="form-error">{error.message}</Notice>}
        <div className="field-row">
          <Field
            label="First name"
            name="first_name"
            autoComplete="given-name"
            required
            testId="first-name"
            error={fields["first_name"]}
          />
          <Field
            label="Last name"
            name="last_name"
            autoComplete="family-name"
            required
            testId="last-name"
            error={fields["last_name"]}
          />
        </div>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          testId="email"
          error={fields["email"]}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          testId="password"
          error={fields["password"]}
        />
        <Field
          label="Password again"
          name="password_confirmation"
          type="password"
          autoComplete="new-password"
          required
          testId="password-confirmation"
          error={fields["password_confirmation"]}
        />
        <Button kind="primary" type="submit" disabled={busy} testId="submit">
          {busy ? "Creating the account…" : "Create account"}
        </Button>
        <p className="quiet">
          Already have an account?{" "}
          <Link to="/sign_in" state={location.state as unknown}>
            Sign in
          </Link>
        </p>
      </form>
    </div>
  );
}
