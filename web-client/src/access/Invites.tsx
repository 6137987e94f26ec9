import { useCallback, useState } from "react";
import { invite, invites, revokeInvite, type RoomRef } from "../api/rooms";
import type { Role } from "../api/types";
import { asApiError, useLoaded } from "../api/useLoaded";
import { serverPath } from "../app/base";
import { useSignedIn } from "../session/session";
import { useForm } from "../session/useForm";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";

/** Links by which people become members. */
export function Invites({ room: { kind, id } }: { room: RoomRef }) {
  const { token } = useSignedIn();
  const [loaded, reload] = useLoaded(
    useCallback(() => invites(token, { kind, id }), [token, kind, id]),
  );
  const [link, setLink] = useState<string>();
  const [failed, setFailed] = useState<string>();
  const { submit, error, busy } = useForm(async ({ role = "editor", days = "7" }) => {
    const made = await invite(token, { kind, id }, role as Role, Number(days));
    setLink(`${location.origin}${serverPath("invite")}#${made.token ?? ""}`);
    reload();
  });

  const revoke = async (inviteId: number) => {
    setFailed(undefined);
    try {
      await revokeInvite(token, { kind, id }, inviteId);
      reload();
    } catch (failure) {
      setFailed(asApiError(failure).message);
    }
  };

  return (
    <section className="card form" aria-labelledby="invites-heading">
      <h2 id="invites-heading">Invite links</h2>
      {(error || failed) && <Notice>{error?.fields["role"] ?? error?.message ?? failed}</Notice>}
      <form className="invite-form" onSubmit={submit} data-testid="invite-form">
        <label>
          <span>They can</span>
          <select name="role" data-testid="invite-role">
            <option value="editor">edit</option>
            <option value="viewer">only view</option>
          </select>
        </label>
        <label>
          <span>Ends after</span>
          <select name="days" defaultValue="7" data-testid="invite-days">
            <option value="1">1 day</option>
            <option value="7">7 days</option>
            <option value="30">30 days</option>
          </select>
        </label>
        <Button kind="primary" type="submit" disabled={busy} testId="make-invite">
          Create link
        </Button>
      </form>
      {link && (
        <div className="field">
          <label htmlFor="invite-link">Send this link. It is shown only now.</label>
          <input
            id="invite-link"
            readOnly
            value={link}
            data-testid="invite-link"
            onFocus={(event) => event.target.select()}
          />
          <div className="actions">
            <Button onClick={() => void navigator.clipboard?.writeText(link)}>Copy</Button>
          </div>
        </div>
      )}
      {loaded.state === "loaded" && loaded.value.length > 0 && (
        <ul className="rows" data-testid="invites">
          {loaded.value.map(({ id: inviteId, role, expires_at }) => (
            <li key={inviteId} data-testid="invite">
              <span>
                {role === "viewer" ? "Viewers" : "Editors"}
                <small className="quiet"> until {new Date(expires_at).toLocaleString()}</small>
              </span>
              <Button onClick={() => void revoke(inviteId)} testId="revoke-invite">
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
