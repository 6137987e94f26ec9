import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import * as api from "../api/api";
import { asApiError } from "../api/useLoaded";
import type { Session, User } from "../api/types";
import { SessionContext, type SessionState } from "./session";
import { tokenStore } from "./tokenStore";

const ENDED = "Your session has ended. Please sign in again.";
const RETRY_MS = 3000;

const sameUser = (a: User, b: User) =>
  a.id === b.id && a.first_name === b.first_name && a.last_name === b.last_name;

/** Knows who is signed in, and asks the server when only a token is known. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<SessionState>(() =>
    tokenStore.read() ? { state: "checking" } : { state: "signed_out" },
  );

  const replacing = useRef<Promise<unknown>>(Promise.resolve());

  const verify = useCallback(async (): Promise<void> => {
    // The server may close the old session's connections before its answer has the new token.
    await replacing.current;
    const token = tokenStore.read();
    if (!token) {
      setSession((now) => (now.state === "signed_out" ? now : { state: "signed_out" }));
      return;
    }
    try {
      const user = await api.currentUser(token);
      setSession((now) =>
        now.state === "signed_in" && now.token === token && sameUser(now.user, user)
          ? now
          : { state: "signed_in", token, user },
      );
    } catch (error) {
      const { status } = asApiError(error);
      if (status === 401 || status === 403) {
        if (tokenStore.read() !== token) return verify();
        tokenStore.clear();
        setSession({ state: "signed_out", notice: ENDED });
      } else {
        setSession((now) => (now.state === "checking" ? { state: "unreachable" } : now));
      }
    }
  }, []);

  useEffect(() => {
    void verify();
    return tokenStore.onChangeElsewhere(() => void verify());
  }, [verify]);

  useEffect(() => {
    if (session.state !== "unreachable") return;
    const timer = setTimeout(() => {
      setSession({ state: "checking" });
      void verify();
    }, RETRY_MS);
    return () => clearTimeout(timer);
  }, [session, verify]);

  const enter = useCallback(({ jwt, user }: Session) => {
    tokenStore.write(jwt);
    setSession({ state: "signed_in", token: jwt, user });
  }, []);

  const replace = useCallback(
    async (request: () => Promise<Session>) => {
      const answer = request();
      replacing.current = answer.catch(() => {});
      enter(await answer);
    },
    [enter],
  );

  const leave = useCallback(() => {
    const token = tokenStore.read();
    tokenStore.clear();
    setSession({ state: "signed_out" });
    // Whether the server hears of it or not: the token is gone from here.
    if (token) api.signOut(token).catch(() => {});
  }, []);

  const leaveEverywhere = useCallback(async () => {
    const token = tokenStore.read();
    if (token) await api.signOutEverywhere(token);
    tokenStore.clear();
    setSession({ state: "signed_out" });
  }, []);

  const value = useMemo(
    () => ({ session, enter, replace, leave, leaveEverywhere, verify }),
    [session, enter, replace, leave, leaveEverywhere, verify],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}
