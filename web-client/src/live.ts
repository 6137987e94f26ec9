import { Socket } from "phoenix";
import { LiveSocket } from "phoenix_live_view";
import { serverPath } from "./app/base";
import "./styles/live.css";

const csrfToken = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;

new LiveSocket(serverPath("live"), Socket, { params: { _csrf_token: csrfToken } }).connect();
