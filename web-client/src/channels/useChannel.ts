import type { Channel } from "phoenix";
import { useEffect, useRef, useState } from "react";
import { useConnection } from "../socket/socket";
import { isFinal, reasonOf } from "./refusal";

export type ChannelState =
  | { status: "joining" }
  | { status: "joined" }
  /** It was joined before, and is tried again by itself. */
  | { status: "rejoining"; reason?: string }
  /** The server will not have us, and asking again would not help. */
  | { status: "refused"; reason: string };

export interface ChannelUse<Joined> {
  params?: (() => object) | undefined;
  /** Called before the channel is joined: the place to listen to events. */
  listen?: (channel: Channel) => void;
  joined?: (answer: Joined, channel: Channel) => void;
  /** Whatever is on its way may be lost. */
  left?: () => void;
}

/**
 * Is in a channel for as long as the component is shown. phoenix joins again by itself; `joined` is
 * called each time.
 */
export function useChannel<Joined = unknown>(
  topic: string | undefined,
  use: ChannelUse<Joined>,
): { channel: Channel | undefined; state: ChannelState } {
  const socket = useConnection()?.socket;
  const latest = useRef(use);
  latest.current = use;
  const [channel, setChannel] = useState<Channel>();
  const [state, setState] = useState<ChannelState>({ status: "joining" });

  useEffect(() => {
    if (!socket || topic === undefined) return;
    let wanted = true;
    let wasJoined = false;
    let leaving = false;
    const entered = socket.channel(topic, latest.current.params ?? {});
    setState({ status: "joining" });
    latest.current.listen?.(entered);

    entered.onError(() => {
      if (!wanted) return;
      latest.current.left?.();
      setState(wasJoined ? { status: "rejoining" } : { status: "joining" });
    });
    // The server ended it, and would not have us again.
    entered.onClose(() => {
      if (!wanted || leaving) return;
      latest.current.left?.();
      setState({ status: "refused", reason: "closed" });
    });
    entered
      .join()
      .receive("ok", (answer: Joined) => {
        if (!wanted) return;
        wasJoined = true;
        latest.current.joined?.(answer, entered);
        setState({ status: "joined" });
      })
      .receive("error", (answer: unknown) => {
        if (!wanted) return;
        const reason = reasonOf(answer);
        if (isFinal(reason)) {
          leaving = true;
          entered.leave();
          setState({ status: "refused", reason });
        } else {
          setState({ status: "rejoining", reason });
        }
      })
      .receive("timeout", () => {
        if (wanted) setState({ status: "rejoining", reason: "no answer" });
      });
    setChannel(entered);

    return () => {
      wanted = false;
      latest.current.left?.();
      entered.leave();
      setChannel(undefined);
    };
  }, [socket, topic]);

  return { channel, state };
}
