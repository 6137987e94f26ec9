package dev.roost.live;

import dev.roost.live.html.RenderException;
import dev.roost.live.html.TemplateException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;

/**
 * Shows why a page could not be made: the place in the template and the stack trace. In development
 * only.
 */
record FailurePage(Throwable failure) {
  private static final Template<FailurePage> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <!DOCTYPE html>
          <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="2">
            <title>{title}</title>
          </head>
          <body>
            <h1 id="title">{title}</h1>
            <pre id="problem">{problem}</pre>
            <pre id="trace">{trace}</pre>
          </body>
          </html>
          """);

  String html() {
    return TEMPLATE.html(this);
  }

  private Throwable cause() {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof TemplateException || each instanceof RenderException) {
        return each;
      }
    }
    return failure;
  }

  String title() {
    Throwable cause = cause();
    return cause instanceof TemplateException
        ? "A template does not compile"
        : cause instanceof RenderException ? "A render failed" : failure.getClass().getName();
  }

  String problem() {
    return String.valueOf(cause().getMessage());
  }

  String trace() {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
