import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { useSession } from "./session";

/** Leads a signed-in user to the page that they asked for. */
export function useGoOnWhenSignedIn(): void {
  const { session } = useSession();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { from?: string } | null };
  const signedIn = session.state === "signed_in";
  const from = state?.from ?? "/challenges";

  useEffect(() => {
    if (signedIn) void navigate(from, { replace: true });
  }, [signedIn, from, navigate]);
}
