import type { Socket } from "phoenix";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { connect } from "./connect";
import { SocketContext, type ConnectionState } from "./socket";

interface Props {
  /** The connection's parameters, by which the server knows the user. */
  name: "token" | "nickname";
  /** Without one, there is no connection. */
  value: string | undefined;
  refused?: () => void;
  children: ReactNode;
}

/** Holds one connection as long as it is shown. */
export function SocketProvider({ name, value, refused, children }: Props) {
  const [socket, setSocket] = useState<Socket>();
  const [state, setState] = useState<ConnectionState>("connecting");
  const onRefused = useRef(refused);
  onRefused.current = refused;

  useEffect(() => {
    if (value === undefined) return;
    let wanted = true;
    setState("connecting");
    const opened = connect(name === "token" ? { token: value } : { nickname: value }, (next) => {
      if (!wanted) return;
      setState(next);
      if (next === "refused") onRefused.current?.();
    });
    setSocket(opened.socket);
    return () => {
      wanted = false;
      setSocket(undefined);
      opened.disconnect();
    };
  }, [name, value]);

  const connection = useMemo(() => (socket ? { socket, state } : null), [socket, state]);
  return <SocketContext value={connection}>{children}</SocketContext>;
}
