import { useState } from "react";
import { Link } from "react-router";
import { requestReset } from "../api/account";
import { useSettings } from "../app/SettingsProvider";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";
import { useForm } from "./useForm";

/** Asks for a link by mail. The page says the same whether or not there is such an account. */
export function ForgotPassword() {
  usePage("Forgot your password?");
  const settings = useSettings();
  const [sentTo, setSentTo] = useState<string>();
  const { submit, error, busy } = useForm(async ({ email = "" }) => {
    await requestReset(email);
    setSentTo(email);
  });

  if (settings.state === "loading") return <Loading />;
  if (settings.state === "loaded" && !settings.value.password_reset_by_mail) {
    return (
      <div className="centered">
        <h1>Forgot your password?</h1>
        <p>An operator of this server can send you a link for a new password.</p>
      </div>
    );
  }
  if (sentTo !== undefined) {
    return (
      <div className="centered" role="status" data-testid="reset-requested">
        <h1>Check your mail</h1>
        <p>
          If there is an account for {sentTo}, a mail with a link is on its way. The link works
          once, within an hour.
        </p>
        <p className="quiet">Nothing there after some minutes? Look among the spam.</p>
        <Button onClick={() => setSentTo(undefined)}>Ask again</Button>
      </div>
    );
  }
  return (
    <div className="narrow">
      <form className="card form" onSubmit={submit} data-testid="forgot-form">
        <h1>Forgot your password?</h1>
        <p className="quiet">Enter the address of your account to get a link for a new password.</p>
        {error && !error.fields["email"] && <Notice testId="form-error">{error.message}</Notice>}
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          testId="email"
          error={error?.fields["email"]}
        />
        <Button kind="primary" type="submit" disabled={busy} testId="submit">
          {busy ? "Sending…" : "Send me a link"}
        </Button>
        <p className="quiet">
          <Link to="/sign_in">Back to sign in</Link>
        </p>
      </form>
    </div>
  );
}
