const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
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
