/** The colours of an editor theme. */
export interface Palette {
  dark: boolean;
  background: string;
  text: string;
  gutter: string;
  activeLine: string;
  selection: string;
  caret: string;
  keyword: string;
  string: string;
  number: string;
  name: string;
  type: string;
  comment: string;
}

export const palettes = {
  light: {
    dark: false,
    background: "#ffffff",
    text: "#24211e",
    gutter: "#7a7268",
    activeLine: "#24211e0a",
    selection: "#a8481f2e",
    caret: "#a8481f",
    keyword: "#8a3ea8",
    string: "#2f7d4f",
    number: "#a8481f",
    name: "#1f5fa8",
    type: "#7a5b00",
    comment: "#756d63",
  },
  dark: {
    dark: true,
    background: "#22201d",
    text: "#ebe6df",
    gutter: "#948b80",
    activeLine: "#ebe6df0d",
    selection: "#ec8f6347",
    caret: "#ec8f63",
    keyword: "#d3a1ea",
    string: "#8fd0a6",
    number: "#ec8f63",
    name: "#8dbdf0",
    type: "#e3c06a",
    comment: "#9a9186",
  },
  material: {
    dark: true,
    background: "#263238",
    text: "#eeffff",
    gutter: "#8796a0",
    activeLine: "#ffffff0d",
    selection: "#80cbc440",
    caret: "#ffcc00",
    keyword: "#c792ea",
    string: "#c3e88d",
    number: "#f78c6c",
    name: "#82aaff",
    type: "#ffcb6b",
    comment: "#90a4ae",
  },
  dracula: {
    dark: true,
    background: "#282a36",
    text: "#f8f8f2",
    gutter: "#8b93b8",
    activeLine: "#ffffff0d",
    selection: "#bd93f94d",
    caret: "#f8f8f0",
    keyword: "#ff79c6",
    string: "#f1fa8c",
    number: "#bd93f9",
    name: "#50fa7b",
    type: "#8be9fd",
    comment: "#8b9cd0",
  },
  ocean: {
    dark: true,
    background: "#0f1c2e",
    text: "#dce7f5",
    gutter: "#7b90ad",
    activeLine: "#ffffff0a",
    selection: "#4f9dff40",
    caret: "#7fd1ff",
    keyword: "#7fb4ff",
    string: "#8fe3c0",
    number: "#ffb38a",
    name: "#c6b5ff",
    type: "#ffe08a",
    comment: "#8296b3",
  },
  sand: {
    dark: false,
    background: "#fbf4e4",
    text: "#3b4a50",
    gutter: "#7d7660",
    activeLine: "#3b4a500d",
    selection: "#2683c533",
    caret: "#b3540f",
    keyword: "#5c7000",
    string: "#1c7a72",
    number: "#b0316f",
    name: "#1d6fa8",
    type: "#8a6400",
    comment: "#726e60",
  },
  contrast: {
    dark: true,
    background: "#000000",
    text: "#ffffff",
    gutter: "#bdbdbd",
    activeLine: "#ffffff1f",
    selection: "#3b8eea80",
    caret: "#ffff00",
    keyword: "#ff9df5",
    string: "#7dff9a",
    number: "#ffb86b",
    name: "#7ad7ff",
    type: "#ffe14d",
    comment: "#c8c8c8",
  },
} satisfies Record<string, Palette>;
