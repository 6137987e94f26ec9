"use strict";

const meta = (name) => document.querySelector(`meta[name=${name}]`).content;

new LiveView.LiveSocket(meta("live-socket"), Phoenix.Socket, {
  params: { _csrf_token: meta("csrf-token") },
}).connect();
