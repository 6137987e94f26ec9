package dev.roost.spring;

import org.jspecify.annotations.Nullable;

/** The application cannot start, for a reason that its developer can remove. */
final class StartFailure extends IllegalStateException {
  private final String action;

  StartFailure(String description, String action, @Nullable Throwable cause) {
    super(description, cause);
    this.action = action;
  }

  StartFailure(String description, String action) {
    this(description, action, null);
  }

  /** How to remove the reason. */
  String action() {
    return action;
  }
}
