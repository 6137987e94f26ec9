import { StreamLanguage } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import type { LanguageName } from "./languageNames";

const loaders: Record<LanguageName, () => Promise<Extension>> = {
  async javascript() {
    return (await import("@codemirror/lang-javascript")).javascript();
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

/** What the editor needs to know a language; nothing for one that is not known. */
export async function loadLanguage(name: string): Promise<Extension> {
  return name in loaders ? loaders[name as LanguageName]() : [];
}
