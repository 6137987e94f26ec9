import { createContext, useContext } from "react";
import type { Session, User } from "../api/types";

export type SessionState =
  | { state: "checking" }
  | { state: "unreachable" }
  | { state: "signed_out"; notice?: string }
  | { state: "signed_in"; token: string; user: User };

export interface SessionActions {
  enter(session: Session): void;
  /** Enters the session that this request begins, which ends the present one. */
  replace(request: () => Promise<Session>): Promise<void>;
  leave(): void;
  /** Ends all sessions of the account, on all devices. Throws an ApiError if that fails. */
  leaveEverywhere(): Promise<void>;
  /** Something did not accept the token: asks the server whether it is good still. */
  verify(): Promise<void>;
}

export const SessionContext = createContext<(SessionActions & { session: SessionState }) | null>(
  null,
);

export function useSession(): SessionActions & { session: SessionState } {
  const context = useContext(SessionContext);
  if (!context) throw new Error("useSession needs a SessionProvider around it");
  return context;
}

/** Who is signed in; only for what is shown to those who are. */
export function useSignedIn(): { token: string; user: User } {
  const { session } = useSession();
  if (session.state !== "signed_in") throw new Error("expected a signed-in user, found none");
  return session;
}
