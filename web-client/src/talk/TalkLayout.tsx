import type { ReactNode } from "react";
import type { ChannelState } from "../channels/useChannel";
import { Refused } from "../ui/Refused";

interface Props {
  title: string;
  state: ChannelState;
  back?: ReactNode;
  side: ReactNode;
  children: ReactNode;
}

/** A room for talking: the messages, and beside them who is there. */
export function TalkLayout({ title, state, back, side, children }: Props) {
  if (state.status === "refused") {
    return (
      <Refused title="You can’t join this room" reason={state.reason}>
        {back}
      </Refused>
    );
  }
  return (
    <div className="talk" data-testid="talk" data-state={state.status}>
      <header className="talk-head">
        <h1 data-testid="talk-title">{title}</h1>
        <p className="talk-state" role="status" data-testid="talk-state">
          {stateText(state)}
        </p>
        {back}
      </header>
      <section className="talk-main">{children}</section>
      <aside className="talk-side" aria-label="People">
        {side}
      </aside>
    </div>
  );
}

function stateText(state: ChannelState): string {
  switch (state.status) {
    case "joining":
      return "Joining…";
    case "rejoining":
      return "Reconnecting… Your messages are kept and sent when you are back.";
    default:
      return "";
  }
}
