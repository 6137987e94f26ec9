import { useState } from "react";
import { changePassword, deleteAccount, rename } from "../api/account";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { NewPasswordFields } from "./NewPasswordFields";
import { useSession, useSignedIn } from "./session";
import { useForm } from "./useForm";

/** All that people change about their own account. */
export function AccountForms() {
  return (
    <>
      <ChangeName />
      <ChangePassword />
      <DeleteAccount />
    </>
  );
}

function ChangeName() {
  const { token, user } = useSignedIn();
  const { enter } = useSession();
  const [saved, setSaved] = useState(false);
  const { submit, error, busy } = useForm(async ({ first_name = "", last_name = "" }) => {
    setSaved(false);
    enter({ jwt: token, user: await rename(token, { first_name, last_name }) });
    setSaved(true);
  });

  return (
    <form className="card form" onSubmit={submit} data-testid="name-form">
      <h2>Name</h2>
      {error && <Notice>{error.message}</Notice>}
      {saved && (
        <Notice kind="info" testId="name-saved">
          Your name was changed.
        </Notice>
      )}
      <div className="field-row">
        <Field
          label="First name"
          name="first_name"
          autoComplete="given-name"
          required
          maxLength={100}
          defaultValue={user.first_name}
          testId="change-first-name"
          error={error?.fields["first_name"]}
        />
        <Field
          label="Last name"
          name="last_name"
          autoComplete="family-name"
          required
          maxLength={100}
          defaultValue={user.last_name}
          testId="change-last-name"
          error={error?.fields["last_name"]}
        />
      </div>
      <Button type="submit" disabled={busy} testId="save-name">
        Change name
      </Button>
    </form>
  );
}

function ChangePassword() {
  const { token } = useSignedIn();
  const { replace } = useSession();
  const [saved, setSaved] = useState(false);
  const { submit, error, busy } = useForm(async (data) => {
    const { current = "", password = "", password_confirmation = "" } = data;
    setSaved(false);
    await replace(() => changePassword(token, { current, password, password_confirmation }));
    setSaved(true);
  });

  return (
    <form className="card form" onSubmit={submit} data-testid="password-form">
      <h2>Password</h2>
      {error && <Notice>{error.message}</Notice>}
      {saved && (
        <Notice kind="info" testId="password-saved">
          Your password was changed. All other devices are signed out.
        </Notice>
      )}
      <Field
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        testId="current-password"
        error={error?.fields["current"]}
      />
      <NewPasswordFields errors={error?.fields ?? {}} />
      <Button type="submit" disabled={busy} testId="save-password">
        Change password
      </Button>
    </form>
  );
}

function DeleteAccount() {
  const { token } = useSignedIn();
  const { leave } = useSession();
  const [asking, setAsking] = useState(false);
  const { submit, error, busy } = useForm(async ({ password = "" }) => {
    await deleteAccount(token, password);
    leave();
  });

  return (
    <section className="card form" aria-labelledby="delete-account-heading">
      <h2 id="delete-account-heading">Delete your account</h2>
      <p className="quiet">
        This deletes your messages, and the challenges and chats that only you own, for everyone. To
        keep one, make another member its owner first. Text you wrote in other people’s challenges
        stays there.
      </p>
      {!asking && (
        <div className="actions">
          <Button onClick={() => setAsking(true)} testId="delete-account">
            Delete account…
          </Button>
        </div>
      )}
      {asking && (
        <form className="form" onSubmit={submit} data-testid="delete-account-form">
          {error && !error.fields["password"] && <Notice>{error.message}</Notice>}
          <Field
            label="Your password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            testId="delete-password"
            error={error?.fields["password"]}
          />
          <div className="actions">
            <Button kind="primary" type="submit" disabled={busy} testId="confirm-delete-account">
              Delete account for good
            </Button>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
          </div>
        </form>
      )}
    </section>
  );
}
