import { emailOf, signIn } from "../rooms.mjs";

export const name = "lock-out";
export const title = "lock-out";

const ATTEMPTS = 20;
const MORE_THAN_AN_ADDRESS_MAY = 130;
const WRONG = "a wrong password";

const STRANGER = "127.1.1.1";
const HOME = "127.2.2.2";
const BLOCKED = "127.3.3.3";
const ELSEWHERE = "127.4.4.4";

// Attackers guess passwords of accounts whose e-mail they know.
export async function play({ servers, finding }) {
  const { port } = await servers.rooms();
  await known(port, finding);
  await fromBlockedAddress(port, finding);
}

// The owner's network is known from an earlier sign-in.
async function known(port, finding) {
  const email = emailOf("ann");
  await signIn(port, email, { from: HOME });
  const statuses = await attempts(port, STRANGER, email, ATTEMPTS);
  finding(
    `${ATTEMPTS} wrong passwords from one address`,
    "status 429 in the end",
    `last status ${statuses.at(-1)}`,
    statuses.at(-1) === 429,
  );
  const { status } = await signIn(port, email, { from: HOME });
  finding("the owner's right password thereafter", "status 201", status, status === 201);
}

// Attempts of an address beyond its own limit do not count for any account.
async function fromBlockedAddress(port, finding) {
  for (let i = 0; i < MORE_THAN_AN_ADDRESS_MAY; i++) {
    await signIn(port, `nobody${i}@example.com`, { password: WRONG, from: BLOCKED });
  }
  const email = emailOf("bob");
  const statuses = await attempts(port, BLOCKED, email, ATTEMPTS);
  finding(
    "attempts from an address beyond its limit",
    "status 429",
    [...new Set(statuses)].join(", "),
    statuses.every((status) => status === 429),
  );
  const { status } = await signIn(port, email, { from: ELSEWHERE });
  finding("the account's right password from elsewhere", "status 201", status, status === 201);
}

async function attempts(port, from, email, count) {
  const statuses = [];
  for (let i = 0; i < count; i++) {
    statuses.push((await signIn(port, email, { password: WRONG, from })).status);
  }
  return statuses;
}
