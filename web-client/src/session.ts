/** Who is signed in: kept in the browser, so that a reload or another tab stays signed in. */
export interface Session {
  token: string;
  user: User;
}

export interface User {
  id: number;
  first_name: string;
  last_name: string;
  email: string;
}

const TOKEN = "phoenixAuthToken";
const USER = "roostUser";

export function savedSession(): Session | undefined {
  const token = localStorage.getItem(TOKEN);
  const user = localStorage.getItem(USER);
  return token && user ? { token, user: JSON.parse(user) as User } : undefined;
}

export function saveSession({ token, user }: Session): void {
  localStorage.setItem(TOKEN, token);
  localStorage.setItem(USER, JSON.stringify(user));
}

export function forgetSession(): void {
  localStorage.removeItem(TOKEN);
  localStorage.removeItem(USER);
}

export function fullName(user: User): string {
  return `${user.first_name} ${user.last_name}`;
}
