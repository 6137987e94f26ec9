import { Link, useLocation } from "react-router";
import * as api from "../api/api";
import { useKnownSettings } from "../app/SettingsProvider";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";
import { DemoAccounts } from "./DemoAccounts";
import { useSession } from "./session";
import { useForm } from "./useForm";
import { useGoOnWhenSignedIn } from "./useGoOnWhenSignedIn";

export function SignIn() {
  usePage("Sign in");
  useGoOnWhenSignedIn();
  const { session, enter } = useSession();
  const { demo_accounts, password_reset_by_mail } = useKnownSettings();
  const location = useLocation();
  const { submit, error, busy } = useForm(async ({ email = "", password = "" }) =>
    enter(await api.signIn(email, password)),
  );
  const notice = session.state === "signed_out" ? session.notice : undefined;

  return (
    <div className="narrow">
      <form className="card form" onSubmit={submit} data-testid="sign-in">
        <h1>Sign in</h1>
        {notice && <Notice kind="info">{notice}</Notice>}
        {error && <Notice testId="form-error">{error.message}</Notice>}
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          testId="email"
          error={error?.fields["email"]}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          testId="password"
          error={error?.fields["password"]}
        />
        <Button kind="primary" type="submit" disabled={busy} testId="submit">
          {busy ? "Signing in…" : "Sign in"}
        </Button>
        <p className="quiet">
          New here?{" "}
          <Link to="/sign_up" state={location.state as unknown}>
            Create an account
          </Link>
        </p>
        <p className="quiet">
          {password_reset_by_mail ? (
            <Link to="/forgot_password" data-testid="forgot-password">
              Forgot your password?
            </Link>
          ) : (
            "Forgot your password? An operator of this server can send you a link for a new one."
          )}
        </p>
      </form>
      {demo_accounts.length > 0 && <DemoAccounts accounts={demo_accounts} />}
    </div>
  );
}
