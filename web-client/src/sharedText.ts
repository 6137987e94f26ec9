/**
 * Keeps a text the same for everyone who edits it, by sending whole texts.
 *
 * The server takes the texts of all in one order and tells each of them to all, the sender
 * included; the last one stands. So as long as something of ours is still to come in that order,
 * what others wrote before it is already overwritten and need not be shown. Whatever is shown
 * differently here will be sent, and so everyone ends with the same text.
 *
 * No timers and no network: the caller asks when to send, and says what came.
 */
export class SharedText {
  /** Our latest text, if it has not been sent. */
  private unsent: string | undefined;

  /** The texts sent that have not come back, oldest first. */
  private sent: string[] = [];

  /** Whether the server has told everyone all that we wrote. */
  get settled(): boolean {
    return this.unsent === undefined && this.sent.length === 0;
  }

  /** Our user changed the text. */
  edited(text: string): void {
    this.unsent = text;
  }

  /**
   * The text to send now, if any. It is sent even if it equals the one before: we may have passed
   * over a text of someone else in between.
   */
  takeUnsent(): string | undefined {
    const text = this.unsent;
    if (text === undefined) return undefined;
    this.unsent = undefined;
    this.sent.push(text);
    return text;
  }

  /** The server told everyone this text. Returns whether it is to be shown. */
  received(text: string): boolean {
    const echo = this.sent.indexOf(text);
    if (echo >= 0) {
      // Texts come back in the order they were sent: what was sent before it has been, too.
      this.sent.splice(0, echo + 1);
      return false;
    }
    return this.settled;
  }

  /** The server will not tell anyone this text: it refused it, or too much time has passed. */
  gaveUp(text: string): void {
    this.sent = this.sent.filter((other) => other !== text);
  }

  /**
   * We are in the room, for the first time or again, and the server has this text. Returns whether
   * it is to be shown; if not, ours is to be sent.
   */
  joined(text: string): boolean {
    // What has not come back may never have arrived. Sending it again loses nothing of ours.
    const ours = this.unsent ?? this.sent.at(-1);
    this.sent = [];
    this.unsent = ours === text ? undefined : ours;
    return this.settled;
  }
}
