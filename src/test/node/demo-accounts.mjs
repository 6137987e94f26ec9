// The demo accounts of a developer's server, in the order of their ids.
export const DEMO = ["Moebi", "Ann", "Bob"];

// A token of theirs. The server gives it to whoever asks; to sign in would be to wait for the hash
// of a password.
export async function tokenOf(url, name) {
  const answer = await fetch(`${url}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user_id: DEMO.indexOf(name) + 1 }),
  });
  const { jwt, user } = await answer.json();
  if (user?.first_name !== name) throw new Error(`not ${name}: ${JSON.stringify(user)}`);
  return jwt;
}
