import { useState } from "react";
import * as api from "../api/api";
import type { DemoAccount } from "../api/types";
import { asApiError } from "../api/useLoaded";
import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { Notice } from "../ui/Notice";
import { useSession } from "./session";

/** Accounts that a server for development offers to everyone. */
export function DemoAccounts({ accounts }: { accounts: DemoAccount[] }) {
  const { enter } = useSession();
  const [error, setError] = useState<string>();

  const choose = async ({ email, password }: DemoAccount) => {
    setError(undefined);
    try {
      enter(await api.signIn(email, password));
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };

  return (
    <section className="card demo" aria-labelledby="demo-heading">
      <h2 id="demo-heading">Demo accounts</h2>
      <p className="quiet">For development only.</p>
      {error && <Notice>{error}</Notice>}
      <ul>
        {accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              className="demo-account"
              data-testid="demo-user"
              onClick={() => void choose(account)}
            >
              <Avatar name={account.first_name} color={colorOf(account.id)} />
              <span>
                <strong>{account.first_name}</strong>
                <small>{account.email}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
