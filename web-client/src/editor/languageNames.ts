/** The languages that a challenge can be in, as the server names them. */
export const languages = [
  { name: "ruby", label: "Ruby" },
  { name: "javascript", label: "JavaScript" },
  { name: "swift", label: "Swift" },
  { name: "python", label: "Python" },
  { name: "php", label: "PHP" },
  { name: "erlang", label: "Erlang" },
] as const;

export type LanguageName = (typeof languages)[number]["name"];

export function languageLabel(name: string): string {
  return languages.find((language) => language.name === name)?.label ?? name;
}
