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
            Choose a challenge, invite someone, and start typing. You see each other’s cursors, chat
            next to the code, and no edit overwrites another.
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
                Chat as a guest
              </Link>
            )}
          </div>
        </div>
        <HomePicture />
      </section>
      <section className="features" aria-label="Features">
        <article className="card">
          <CodeIcon />
          <h2>Challenges</h2>
          <p>
            A shared editor for sixteen languages. Edits that you make offline are kept, and merged
            when you are back.
          </p>
        </article>
        <article className="card">
          <ChatIcon />
          <h2>Chats</h2>
          <p>
            Conversations that keep their history, with Markdown, reactions and mentions. You see
            who is typing, and what you have not read.
          </p>
        </article>
        <article className="card">
          <PeopleIcon />
          <h2>Rooms and the lobby</h2>
          <p>Join a room by its name, and see who is online, away or busy.</p>
        </article>
      </section>
      <section className="about" aria-labelledby="about-heading">
        <h2 id="about-heading">Built with Roost</h2>
        <p>
          This site shows what Roost can do. Roost brings Phoenix Channels, presence and live views
          to Java: a library and server on Vert.x that phoenix.js connects to as it is.
        </p>
        <p className="actions">
          <a className="button" href="https://roost.dev" data-testid="documentation">
            Documentation
          </a>
          <a className="button" href="https://roost.dev/roost.git" data-testid="source">
            Source code
          </a>
        </p>
      </section>
    </div>
  );
}
