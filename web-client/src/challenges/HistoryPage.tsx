import { useCallback, useEffect, useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { mayEdit } from "../access/access";
import { exportChallenge, goBack, loadHistory, type StoredChange } from "../api/history";
import { openRoom } from "../api/rooms";
import type { Access } from "../api/types";
import { asApiError, useLoaded } from "../api/useLoaded";
import { useSignedIn } from "../session/session";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { fullTime } from "../ui/time";
import { usePage } from "../ui/usePage";
import { Versions } from "./versions";

/** How a challenge's text came to be: a time line to play, and the way back to a version. */
export default function HistoryPage() {
  const { id = "" } = useParams();
  const { token } = useSignedIn();
  usePage("History");
  const load = useCallback(
    async () => ({
      room: await openRoom(token, { kind: "challenge", id }),
      history: await loadHistory(token, id),
    }),
    [token, id],
  );
  const [loaded, reload] = useLoaded(load);

  if (loaded.state === "loading") return <Loading />;
  if (loaded.state === "failed") {
    return (
      <div className="centered" role="alert" data-testid="room-notice">
        <h1>The history cannot be shown</h1>
        <p className="quiet">{loaded.error.message}</p>
        <Button onClick={reload}>Try again</Button>
      </div>
    );
  }
  const { room, history } = loaded.value;
  return (
    <div className="page" data-testid="history-page">
      <header className="page-head">
        <div>
          <p className="kicker">History</p>
          <h1>{room.text.title}</h1>
        </div>
        <div className="actions">
          <Download id={id} />
          <Link className="button" to={`/challenges/${id}`} data-testid="back-to-room">
            Back to the challenge
          </Link>
        </div>
      </header>
      {history.first > 0 ? (
        <Notice kind="info" testId="history-cut">
          The oldest changes of this challenge are not kept any more, so its history cannot be
          played. You can download what is kept.
        </Notice>
      ) : (
        <Player id={id} access={room.access} changes={history.changes} changed={reload} />
      )}
    </div>
  );
}

interface PlayerProps {
  id: string;
  access: Access;
  changes: StoredChange[];
  changed: () => void;
}

/** So many steps does a whole history take to play, at most; and so long does each take. */
const STEPS = 200;
const STEP_MS = 100;

function Player({ id, access, changes, changed }: PlayerProps) {
  const { token } = useSignedIn();
  const [version, setVersion] = useState(changes.length);
  const [playing, setPlaying] = useState(false);
  const [error, setError] = useState<string>();
  const versions = useMemo(() => new Versions(changes), [changes]);
  const last = changes[version - 1];

  useEffect(() => {
    if (!playing) return;
    const step = Math.max(1, Math.ceil(changes.length / STEPS));
    const timer = setInterval(
      () => setVersion((now) => Math.min(now + step, changes.length)),
      STEP_MS,
    );
    return () => clearInterval(timer);
  }, [playing, changes.length]);

  useEffect(() => {
    if (version === changes.length) setPlaying(false);
  }, [version, changes.length]);

  const toggle = () => {
    if (!playing && version === changes.length) setVersion(0);
    setPlaying(!playing);
  };

  const restore = async () => {
    setError(undefined);
    try {
      await goBack(token, id, version);
      changed();
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };

  if (changes.length === 0) return <p className="empty">Nothing has been written yet.</p>;
  return (
    <section className="card form" aria-label="Time line">
      {error && <Notice>{error}</Notice>}
      <div className="timeline">
        <Button onClick={toggle} testId="play">
          {playing ? "Pause" : "Play"}
        </Button>
        <input
          type="range"
          min={0}
          max={changes.length}
          value={version}
          aria-label="Version"
          aria-valuetext={`Version ${version} of ${changes.length}`}
          data-testid="timeline"
          onChange={(event) => {
            setPlaying(false);
            setVersion(Number(event.target.value));
          }}
        />
      </div>
      <p className="quiet" data-testid="change-author">
        {last
          ? `Version ${version}: ${last.first_name} ${last.last_name}, ${fullTime(new Date(last.inserted_at))}`
          : "Before anything was written"}
      </p>
      <pre className="old-text" tabIndex={0} aria-label="The text" data-testid="old-text">
        {versions.textAt(version)}
      </pre>
      {mayEdit(access) && (
        <div className="actions">
          <Button
            kind="primary"
            disabled={version === changes.length}
            onClick={() => void restore()}
            testId="go-back"
          >
            Go back to this version
          </Button>
        </div>
      )}
    </section>
  );
}

function Download({ id }: { id: string }) {
  const { token } = useSignedIn();
  const [error, setError] = useState<string>();

  const download = async () => {
    setError(undefined);
    try {
      const url = URL.createObjectURL(await exportChallenge(token, id));
      const link = document.createElement("a");
      link.href = url;
      link.download = `challenge-${id}.zip`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };

  return (
    <>
      {error && <Notice>{error}</Notice>}
      <Button onClick={() => void download()} testId="export">
        Download
      </Button>
    </>
  );
}
