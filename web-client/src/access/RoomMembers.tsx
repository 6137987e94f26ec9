import { useCallback, useState } from "react";
import { members, setRole, type RoomRef } from "../api/rooms";
import type { Access, Cursor, Role } from "../api/types";
import { asApiError } from "../api/useLoaded";
import { usePaged } from "../api/usePaged";
import { useSignedIn } from "../session/session";
import { Notice } from "../ui/Notice";
import { PagedEnd } from "../ui/PagedEnd";
import { isOwner } from "./access";
import { RoleSelect } from "./RoleSelect";

const WORDS: Record<Role, string> = {
  owner: "Owner",
  editor: "Editor",
  viewer: "Viewer",
  none: "Removed",
};

/** The members of a room; owners choose what each of them may do. */
export function RoomMembers({ room: { kind, id }, access }: { room: RoomRef; access: Access }) {
  const { token, user } = useSignedIn();
  const [chosen, setChosen] = useState<Record<number, Role>>({});
  const [error, setError] = useState<string>();
  const list = usePaged(
    useCallback((after: Cursor) => members(token, { kind, id }, after), [token, kind, id]),
  );

  const choose = async (userId: number, role: Role) => {
    setError(undefined);
    try {
      await setRole(token, { kind, id }, userId, role);
      setChosen((known) => ({ ...known, [userId]: role }));
    } catch (failure) {
      const refused = asApiError(failure);
      setError(refused.fields["role"] ?? refused.message);
    }
  };

  return (
    <section className="card form" aria-labelledby="members-heading">
      <h2 id="members-heading">Members</h2>
      {error && <Notice testId="members-error">{error}</Notice>}
      {access.visibility === "open" && (
        <p className="quiet">Everyone with an account can open and edit this {kind}.</p>
      )}
      <ul className="rows" data-testid="room-members">
        {list.items.map(({ user_id, first_name, last_name, role }) => (
          <li key={user_id} data-testid="room-member">
            <span>
              {first_name} {last_name}
              {user_id === user.id && <span className="quiet"> (me)</span>}
            </span>
            {isOwner(access) ? (
              <RoleSelect
                name={`${first_name} ${last_name}`}
                role={chosen[user_id] ?? role}
                testId="member-role"
                choose={(now) => void choose(user_id, now)}
              />
            ) : (
              <span className="quiet">{WORDS[role]}</span>
            )}
          </li>
        ))}
      </ul>
      <PagedEnd list={list} />
    </section>
  );
}
