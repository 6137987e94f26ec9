import { useState } from "react";
import { Link, useLocation } from "react-router";
import { resetPassword } from "../api/account";
import { useKnownSettings } from "../app/SettingsProvider";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";
import { NewPasswordFields } from "./NewPasswordFields";
import { useForm } from "./useForm";

/** Tells people how to get another link. */
function EndedLink() {
  const { password_reset_by_mail } = useKnownSettings();
  return (
    <>
      This link doesn’t work any more.{" "}
      {password_reset_by_mail ? (
        <Link to="/forgot_password">Ask for a new one.</Link>
      ) : (
        "Ask for a new one."
      )}
    </>
  );
}

/** Where a reset link leads. The token is behind the #, which browsers send to no server. */
export function ResetPassword() {
  usePage("New password");
  const { hash } = useLocation();
  const [done, setDone] = useState(false);
  const { submit, error, busy } = useForm(async (data) => {
    const { password = "", password_confirmation = "" } = data;
    await resetPassword({ token: hash.slice(1), password, password_confirmation });
    setDone(true);
  });

  if (done) {
    return (
      <div className="centered" role="status" data-testid="reset-done">
        <h1>Your password was changed</h1>
        <Link className="button primary" to="/sign_in">
          Sign in
        </Link>
      </div>
    );
  }
  return (
    <div className="narrow">
      <form className="card form" onSubmit={submit} data-testid="reset-form">
        <h1>New password</h1>
        {error && (
          <Notice testId="reset-error">
            {error.status === 404 ? <EndedLink /> : error.message}
          </Notice>
        )}
        <NewPasswordFields errors={error?.fields ?? {}} />
        <Button kind="primary" type="submit" disabled={busy} testId="submit">
          Change password
        </Button>
      </form>
    </div>
  );
}
