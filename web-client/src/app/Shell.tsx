import { useCallback, useEffect, useRef, useState } from "react";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { useSession } from "../session/session";
import { ConnectionBadge } from "../socket/ConnectionBadge";
import { SocketProvider } from "../socket/SocketProvider";
import { WrongOrigin } from "../socket/WrongOrigin";
import { Button } from "../ui/Button";
import { MoonIcon, SunIcon } from "../ui/icons";
import { SkipLink } from "../ui/SkipLink";
import { useDismiss } from "../ui/useDismiss";
import { useAppearance } from "./appearance";
import { OwnChannel } from "./OwnChannel";
import { useKnownSettings } from "./SettingsProvider";
import { UnreadMark } from "../unread/UnreadMark";
import { UnreadProvider, useUnread } from "../unread/UnreadProvider";
import { total } from "../unread/unreadStore";

/** The frame of every page. It holds the connection of the signed-in user. */
export function Shell() {
  const { session, verify } = useSession();
  // One tree whether signed in or not: React would mount the page again in another one, and text in
  // its forms would be lost.
  const signedIn = session.state === "signed_in" ? session : undefined;
  const userId = signedIn?.user.id;
  return (
    <SocketProvider name="token" value={signedIn?.token} refused={() => void verify()}>
      <UnreadProvider userId={userId}>
        {userId !== undefined && <OwnChannel userId={userId} />}
        <Frame />
      </UnreadProvider>
    </SocketProvider>
  );
}

function Frame() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const lastPath = useRef(pathname);

  // Those who listen are taken to the new page as those who look are.
  useEffect(() => {
    if (lastPath.current === pathname) return;
    lastPath.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <>
      <SkipLink to="main">Skip to the content</SkipLink>
      {/* Pages add links to their parts here. */}
      <div id="skip-links" />
      <header className="bar">
        <Link className="brand" to="/" data-testid="brand">
          <img src="favicon.svg" alt="" width="28" height="28" />
          Roost
        </Link>
        <Navigation key={pathname} />
        <Account />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <WrongOrigin />
        <Outlet />
      </main>
    </>
  );
}

function Navigation() {
  const { session, leave } = useSession();
  const { guests } = useKnownSettings();
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLElement>(null);
  useDismiss(
    open,
    frame,
    useCallback(() => setOpen(false), []),
  );
  const unread = useUnread();
  const inLobby = unread.get("room:lobby") ?? 0;
  const member = session.state === "signed_in";
  if (!member && !guests) return <div className="nav-space" />;
  return (
    <nav ref={frame} className="nav" aria-label="Pages" data-open={open}>
      <Button
        kind="quiet"
        expanded={open}
        controls="nav-links"
        testId="menu"
        onClick={() => setOpen(!open)}
      >
        Menu
        <UnreadMark count={total(unread)} />
      </Button>
      <div id="nav-links" className="nav-links">
        {member && (
          <>
            <NavLink to="/challenges" data-testid="nav-challenges">
              Challenges
              <UnreadMark count={total(unread, "challenges:")} />
            </NavLink>
            <NavLink to="/chats" data-testid="nav-chats">
              Chats
              <UnreadMark count={total(unread, "chat:")} />
            </NavLink>
          </>
        )}
        <NavLink to="/rooms" data-testid="nav-rooms">
          Rooms
          <UnreadMark count={total(unread, "room:") - inLobby} />
        </NavLink>
        <NavLink to="/lobby" data-testid="nav-lobby">
          Lobby
          <UnreadMark count={inLobby} />
        </NavLink>
        {member && (
          <span className="only-in-menu">
            <NavLink to="/account">Your account</NavLink>
          </span>
        )}
        <span className="only-in-menu">
          {member ? (
            <Button onClick={leave} testId="menu-sign-out">
              Sign out
            </Button>
          ) : (
            <Link className="button" to="/sign_in" data-testid="menu-sign-in">
              Sign in
            </Link>
          )}
        </span>
      </div>
    </nav>
  );
}

function Account() {
  const { session, leave } = useSession();
  return (
    <div className="account">
      {session.state === "signed_in" && <ConnectionBadge />}
      <AppearanceToggle />
      {session.state === "signed_in" && (
        <>
          <Link className="user-name" to="/account" data-testid="user-name">
            Hi, {session.user.first_name}
          </Link>
          <span className="in-menu">
            <Button onClick={leave} testId="sign-out">
              Sign out
            </Button>
          </span>
        </>
      )}
      {session.state === "signed_out" && (
        <>
          <span className="in-menu">
            <Link className="button quiet" to="/sign_in" data-testid="nav-sign-in">
              Sign in
            </Link>
          </span>
          <Link className="button primary" to="/sign_up" data-testid="nav-sign-up">
            Sign up
          </Link>
        </>
      )}
    </div>
  );
}

function AppearanceToggle() {
  const [appearance, choose] = useAppearance();
  const other = appearance === "dark" ? "light" : "dark";
  return (
    <Button
      kind="quiet"
      label={`Use ${other} colors`}
      testId="appearance"
      onClick={() => choose(other)}
    >
      {appearance === "dark" ? <SunIcon /> : <MoonIcon />}
    </Button>
  );
}
