package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that are valid at a place of a template: members of the view or record, and the
 * variables of the loops and slots around the place.
 */
final class Scope {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final String PATHS_ONLY =
      " is no path: a template holds names with dots between them; put anything else into a method"
          + " of the view";

  private final Body body;
  private final @Nullable Scope outer;
  private final @Nullable String variable;
  private final int slot;
  private final JavaType type;

  private Scope(
      Body body, @Nullable Scope outer, @Nullable String variable, int slot, JavaType type) {
    this.body = body;
    this.outer = outer;
    this.variable = variable;
    this.slot = slot;
    this.type = type;
  }

  /** The state that all scopes of one template share. */
  private static final class Body {
    final SourceText source;
    final Members members;
    int size = 1;
    int lowestRead = Integer.MAX_VALUE;

    Body(SourceText source, Members members) {
      this.source = source;
      this.members = members;
    }
  }

  /** The scope of a whole template. */
  static Scope of(SourceText source, Members members, JavaType root) {
    return new Scope(new Body(source, members), null, null, 0, root);
  }

  /** This scope and a variable. */
  Scope with(String name, JavaType variableType, int offset) {
    if (!NAME.matcher(name).matches()) {
      throw body.source.error(offset, name + " is no name of a variable");
    }
    return new Scope(body, this, name, body.size++, variableType);
  }

  /** The place of this scope's own variable. */
  int slot() {
    return slot;
  }

  /** How many variables the template has, the view itself included. */
  int size() {
    return body.size;
  }

  /** The lowest place that was read since {@link #resetReads}. */
  int lowestRead() {
    return body.lowestRead;
  }

  /** Begins to watch what is read; the result goes to {@link #addRead} afterwards. */
  int resetReads() {
    int before = body.lowestRead;
    body.lowestRead = Integer.MAX_VALUE;
    return before;
  }

  void addRead(int place) {
    body.lowestRead = Math.min(body.lowestRead, place);
  }

  Path path(String text, int offset) {
    String[] names = text.split("\\.", -1);
    for (String name : names) {
      if (!NAME.matcher(name.strip()).matches()) {
        throw body.source.error(offset, "{" + text + "}" + PATHS_ONLY);
      }
    }
    Scope found = find(names[0].strip());
    int first = found.variable == null ? 0 : 1;
    addRead(found.slot);
    JavaType current = found.type;
    List<Getter> getters = new ArrayList<>();
    List<String> read = new ArrayList<>();
    int at = offset;
    for (int i = 0; i < names.length; i++) {
      String name = names[i].strip();
      if (i >= first) {
        JavaType owner = Types.unwrapped(current);
        Members.Member member = body.members.find(owner, name);
        if (member == null) {
          throw unknown(owner, name, i == 0, at);
        }
        getters.add(member.getter());
        read.add(name);
        current = member.type();
      }
      at += names[i].length() + 1;
    }
    return new Path(
        current,
        found.slot,
        read.toArray(new String[0]),
        getters.toArray(new Getter[0]),
        body.source.place(offset) + ": {" + text + "}");
  }

  private Scope find(String name) {
    Scope scope = this;
    while (scope.outer != null) {
      if (name.equals(scope.variable)) {
        return scope;
      }
      scope = scope.outer;
    }
    return scope;
  }

  private RuntimeException unknown(JavaType owner, String name, boolean first, int offset) {
    List<String> names = new ArrayList<>(body.members.names(owner));
    if (first) {
      for (Scope scope = this; scope != null; scope = scope.outer) {
        if (scope.variable != null) {
          names.add(scope.variable);
        }
      }
    }
    String why =
        body.members.isInaccessible(owner, name)
            ? " is private; make it visible to the template's class"
            : " is no field, record component or method without arguments"
                + NearNames.suggestion(name, names);
    return body.source.error(offset, Types.name(owner) + "." + name + why);
  }
}
