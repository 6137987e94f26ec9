/** The languages that a challenge can be in, as the server names them, by label. */
export const languages = [
  { name: "csharp", label: "C#" },
  { name: "cpp", label: "C++" },
  { name: "erlang", label: "Erlang" },
  { name: "go", label: "Go" },
  { name: "html", label: "HTML/CSS" },
  { name: "java", label: "Java" },
  { name: "javascript", label: "JavaScript" },
  { name: "kotlin", label: "Kotlin" },
  { name: "markdown", label: "Markdown" },
  { name: "php", label: "PHP" },
  { name: "python", label: "Python" },
  { name: "ruby", label: "Ruby" },
  { name: "rust", label: "Rust" },
  { name: "sql", label: "SQL" },
  { name: "swift", label: "Swift" },
  { name: "typescript", label: "TypeScript" },
] as const;

export type LanguageName = (typeof languages)[number]["name"];

export function isLanguage(name: string): name is LanguageName {
  return languages.some((language) => language.name === name);
}

export function languageLabel(name: string): string {
  return languages.find((language) => language.name === name)?.label ?? name;
}
