package dev.roost.live;

/**
 * Thrown by a mount that has no page to show: the visitor gets this HTTP status. If the view is
 * connected already, the browser loads the page again and gets the status then. Mirrors exceptions
 * with {@code plug_status}.
 *
 * <pre>{@code
 * throw StatusException.notFound();
 * }</pre>
 */
public final class StatusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The HTTP status. */
  private final int status;

  /**
   * An exception for one status.
   *
   * @param status from 400 to 499; a fault of the server is any other exception
   */
  public StatusException(int status) {
    super("HTTP status " + status);
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException("expected a status from 400 to 499, found " + status);
    }
    this.status = status;
  }

  /** 404: there is nothing here. */
  public static StatusException notFound() {
    return new StatusException(404);
  }

  /** 403: the visitor may not see this. */
  public static StatusException forbidden() {
    return new StatusException(403);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
