// The demo accounts of a server in development mode, in the order of their ids.
export const DEMO = ["Moebi", "Ann", "Bob"];

// Returns a token for an account. The development server issues it without a sign-in, which would
// wait for a password hash.
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
