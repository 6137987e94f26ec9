const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const otherYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const monthAndYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** The time of day, with the day if that is not today. */
export function clockTime(at: Date): string {
  const today = new Date().toDateString() === at.toDateString();
  return (today ? clock : dayAndClock).format(at);
}

/** The day and the time, for those who want to know exactly. */
export function fullTime(at: Date): string {
  return full.format(at);
}

/** The day, with the year if that is another. */
export function shortDay(at: Date): string {
  return (at.getFullYear() === new Date().getFullYear() ? dayAndMonth : monthAndYear).format(at);
}

/** What to call the day. */
export function dayOf(at: Date): string {
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (at.toDateString() === now.toDateString()) return "Today";
  if (at.toDateString() === yesterday.toDateString()) return "Yesterday";
  return (at.getFullYear() === now.getFullYear() ? weekday : otherYear).format(at);
}
