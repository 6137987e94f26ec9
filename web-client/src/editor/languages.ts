import { StreamLanguage } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { isLanguage, type LanguageName } from "./languageNames";

const loaders: Record<LanguageName, () => Promise<Extension>> = {
  async javascript() {
    return (await import("@codemirror/lang-javascript")).javascript();
  },
  async typescript() {
    return (await import("@codemirror/lang-javascript")).javascript({ typescript: true });
  },
  async java() {
    return (await import("@codemirror/lang-java")).java();
  },
  async kotlin() {
    return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/clike")).kotlin);
  },
  async csharp() {
    return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/clike")).csharp);
  },
  async cpp() {
    return (await import("@codemirror/lang-cpp")).cpp();
  },
  async go() {
    return (await import("@codemirror/lang-go")).go();
  },
  async rust() {
    return (await import("@codemirror/lang-rust")).rust();
  },
  async sql() {
    return (await import("@codemirror/lang-sql")).sql();
  },
  async html() {
    return (await import("@codemirror/lang-html")).html();
  },
  async markdown() {
    return (await import("@codemirror/lang-markdown")).markdown();
  },
  async python() {
    return (await import("@codemirror/lang-python")).python();
  },
  async php() {
    // What people write here is code, whether or not it begins with <?php.
    return (await import("@codemirror/lang-php")).php({ plain: true });
  },
  async ruby() {
    return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/ruby")).ruby);
  },
  async swift() {
    return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/swift")).swift);
  },
  async erlang() {
    return StreamLanguage.define((await import("@codemirror/legacy-modes/mode/erlang")).erlang);
  },
};

/** The editor's extension for a language; undefined for an unknown language. */
export async function loadLanguage(name: string): Promise<Extension> {
  return isLanguage(name) ? loaders[name]() : [];
}
