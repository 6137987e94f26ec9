import { Link } from "react-router";
import { useSession } from "../session/session";
import { ChatIcon, CodeIcon, PeopleIcon } from "../ui/icons";
import { usePage } from "../ui/usePage";
import { HomePicture } from "./HomePicture";
import { useKnownSettings } from "./SettingsProvider";

export function Home() {
  usePage("");
  const { session } = useSession();
  const { guests } = useKnownSettings();
  const member = session.state === "signed_in";
  return (
    <div className="home" data-testid="home">
      <section className="hero">
        <div>
          <h1>Write code together, in one editor.</h1>
          <p className="lead">
            Pick a challenge, invite someone, and start typing. You see each other’s cursors, talk
            next to the code, and nobody’s work is ever overwritten.
          </p>
          <div className="actions">
            {member ? (
              <Link className="button primary large" to="/challenges" data-testid="start">
                Start coding
              </Link>
            ) : (
              <>
                <Link className="button primary large" to="/sign_up" data-testid="start">
                  Start coding
                </Link>
                <Link className="button large" to="/sign_in">
                  Sign in
                </Link>
              </>
            )}
            {!member && guests && (
              <Link className="button quiet large" to="/rooms" data-testid="start-guest">
                Just chat as a guest
              </Link>
            )}
          </div>
        </div>
        <HomePicture />
      </section>
      <section className="features" aria-label="What you can do here">
        <article className="card">
          <CodeIcon />
          <h2>Challenges</h2>
          <p>
            A shared editor for sixteen languages. Offline for a moment? Your edits are kept and
            merged when you are back.
          </p>
        </article>
        <article className="card">
          <ChatIcon />
          <h2>Chats</h2>
          <p>Lasting conversations with their history, and you see who is about to answer.</p>
        </article>
        <article className="card">
          <PeopleIcon />
          <h2>Rooms and the lobby</h2>
          <p>Open a room by its name, see who is online, away or busy, and drop in.</p>
        </article>
      </section>
    </div>
  );
}
