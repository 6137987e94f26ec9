import { Button } from "../ui/Button";
import { useMentionNotifications } from "./mentions";

/** Asks for notifications of mentions, where the browser has them. */
export function MentionSetting() {
  const [on, want] = useMentionNotifications();
  if (!("Notification" in window)) return null;
  return (
    <section className="card form" aria-labelledby="notifications-heading">
      <h2 id="notifications-heading">Notifications</h2>
      <p className="quiet">
        {on
          ? "Your browser notifies you when someone mentions you while you look elsewhere."
          : "Get a notification when someone mentions you, as in @Ann."}
      </p>
      <div className="actions">
        <Button pressed={on} testId="mention-notifications" onClick={() => void want(!on)}>
          {on ? "Turn off" : "Notify me of mentions"}
        </Button>
      </div>
    </section>
  );
}
