import { flood, request } from "../http.mjs";
import { tokenOf } from "../rooms.mjs";

export const name = "poll-flood";
export const title = "flood of polling guests";

const SESSIONS = 11_000;
const AT_A_TIME = 32;
const FLOOD = "127.1.1.1";
const ELSEWHERE = "127.2.2.2";
const POLL = "/socket/longpoll?vsn=2.0.0";

// One client opens more long-poll sessions than the server's limit.
export async function play({ servers, finding, quick }) {
  const { port } = await servers.rooms(
    quick
      ? {
          env: {
            ROOST_LONG_POLL_MAX_SESSIONS: "1000",
            ROOST_LONG_POLL_MAX_SESSIONS_PER_ADDRESS: "100",
          },
        }
      : undefined,
  );
  const token = await tokenOf(port, "ann");
  let opened = 0;
  const statuses = await flood(quick ? SESSIONS / 10 : SESSIONS, AT_A_TIME, async (i, agent) => {
    const answer = await request(port, `${POLL}&nickname=guest${i}`, { from: FLOOD, agent });
    if (isOpened(answer)) opened++;
    return answer;
  });
  const guest = await request(port, `${POLL}&nickname=Grace`, { from: ELSEWHERE });
  finding(
    `after ${opened} sessions of one address, a guest elsewhere`,
    "gets in",
    `${describe(guest)}; the flood got ${JSON.stringify(statuses)}`,
    isOpened(guest),
  );
  const account = await request(port, POLL, {
    from: ELSEWHERE,
    headers: { "X-Phoenix-AuthToken": token },
  });
  finding("an account", "gets in", describe(account), isOpened(account));
}

// The first response to a client contains its token and status 410.
const isOpened = ({ json }) => json?.status === 410 && typeof json.token === "string";

const describe = ({ status, json }) => `status ${status}${json ? `, ${json.status} inside` : ""}`;
