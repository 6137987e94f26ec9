package dev.roost.rooms.access;

/** A request about the access to a room cannot be done, and nothing changed. */
public final class AccessRefusedException extends Exception {
  private final Reason reason;

  /** Why a request was refused. */
  public enum Reason {
    /** There is no such room, member or invite that the person may know of. */
    UNKNOWN,
    /** The person's role does not allow it. */
    FORBIDDEN,
    /** The room would be left without an owner. */
    LAST_OWNER,
    /** The room has as many members or invites as it may have. */
    TOO_MANY
  }

  /** For this reason. */
  public AccessRefusedException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
