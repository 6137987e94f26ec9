import { useState } from "react";
import { asApiError } from "../api/useLoaded";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { MentionSetting } from "../unread/MentionSetting";
import { usePage } from "../ui/usePage";
import { AccountForms } from "./AccountForms";
import { useSession, useSignedIn } from "./session";

/** One's own account, and the ways out of it. */
export function AccountPage() {
  usePage("Your account");
  const { user } = useSignedIn();
  const { leave, leaveEverywhere } = useSession();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const signOutEverywhere = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await leaveEverywhere();
    } catch (failure) {
      setError(asApiError(failure).message);
      setBusy(false);
    }
  };

  return (
    <div className="narrow" data-testid="account-page">
      <section className="card form">
        <h1>Your account</h1>
        {error && <Notice>{error}</Notice>}
        <p>
          {user.first_name} {user.last_name}
          <br />
          <span className="quiet">{user.email}</span>
        </p>
        <div className="actions">
          <Button onClick={leave} testId="account-sign-out">
            Sign out
          </Button>
          <Button
            onClick={() => void signOutEverywhere()}
            disabled={busy}
            testId="sign-out-everywhere"
          >
            Sign out everywhere
          </Button>
        </div>
        <p className="quiet">
          Signing out everywhere ends your sessions on all devices, this one included.
        </p>
      </section>
      <MentionSetting />
      <AccountForms />
    </div>
  );
}
