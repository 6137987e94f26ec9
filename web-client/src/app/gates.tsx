import { Navigate, Outlet, useLocation, type Location } from "react-router";
import { useGuestName } from "../rooms/guestName";
import { useSession } from "../session/session";
import { SocketProvider } from "../socket/SocketProvider";
import { ConnectionBadge } from "../socket/ConnectionBadge";
import { WrongOrigin } from "../socket/WrongOrigin";
import { Loading } from "../ui/Loading";
import { useSettings } from "./SettingsProvider";

/** For those who are signed in; others are asked to do so first, and come back then. */
export function MembersOnly() {
  const { session } = useSession();
  const location = useLocation();
  if (session.state === "checking") return <Loading />;
  if (session.state === "unreachable") return <Unreachable />;
  if (session.state === "signed_out") {
    return <Navigate to="/sign_in" replace state={{ from: pathOf(location) }} />;
  }
  return <Outlet />;
}

/** For those who are signed in, and for guests where the server allows them. */
export function GuestsToo() {
  const { session } = useSession();
  const settings = useSettings();
  const [guestName] = useGuestName();
  const location = useLocation();
  if (session.state === "signed_in") return <Outlet />;
  if (session.state === "checking" || settings.state === "loading") return <Loading />;
  if (session.state === "unreachable" || settings.state === "failed") return <Unreachable />;
  if (!settings.value.guests) {
    return <Navigate to="/sign_in" replace state={{ from: location.pathname }} />;
  }
  if (!guestName) return <Navigate to="/rooms" replace state={{ from: location.pathname }} />;
  return (
    <SocketProvider name="nickname" value={guestName}>
      <div className="guest-bar" data-testid="guest-bar">
        <span>
          You are a guest: <strong data-testid="guest-name">{guestName}</strong>
        </span>
        <ConnectionBadge />
      </div>
      <WrongOrigin />
      <Outlet />
    </SocketProvider>
  );
}

/** With what is behind the #: an invite has its token there. */
function pathOf({ pathname, search, hash }: Location): string {
  return pathname + search + hash;
}

function Unreachable() {
  return <Loading>The server cannot be reached. Trying again…</Loading>;
}
