import { useEffect, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { acceptInvite } from "../api/rooms";
import type { ApiError } from "../api/request";
import { asApiError } from "../api/useLoaded";
import { useSignedIn } from "../session/session";
import { Loading } from "../ui/Loading";
import { usePage } from "../ui/usePage";

/** Where an invite link leads. The token is behind the #, which browsers send to no server. */
export function AcceptInvite() {
  usePage("Invite");
  const { token } = useSignedIn();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [error, setError] = useState<ApiError>();

  useEffect(() => {
    let wanted = true;
    acceptInvite(token, hash.slice(1)).then(
      ({ kind, id }) => wanted && void navigate(`/${kind}s/${id}`, { replace: true }),
      (failure: unknown) => wanted && setError(asApiError(failure)),
    );
    return () => {
      wanted = false;
    };
  }, [token, hash, navigate]);

  if (!error) return <Loading>Opening the invite…</Loading>;
  return (
    <div className="centered" role="alert" data-testid="invite-refused">
      <h1>This invite doesn’t work</h1>
      <p className="quiet">{error.message}. Ask an owner of the room for help.</p>
      <Link className="button primary" to="/challenges">
        See all challenges
      </Link>
    </div>
  );
}
