import type { LanguageName } from "./languageNames";

/** A small program to begin with, by language. Each greets the world by a function where it can. */
export const starters: Record<LanguageName, string> = {
  cpp: `#include <iostream>
#include <string>

std::string greet(const std::string& name) {
  return "Hello, " + name + "!";
}

int main() {
  std::cout << greet("world") << std::endl;
}
`,
  csharp: `using System;

static string Greet(string name) => $"Hello, {name}!";

Console.WriteLine(Greet("world"));
`,
  erlang: `-module(main).
-export([main/0]).

greet(Name) -> "Hello, " ++ Name ++ "!".

main() -> io:format("~s~n", [greet("world")]).
`,
  go: `package main

import "fmt"

func greet(name string) string {
	return "Hello, " + name + "!"
}

func main() {
	fmt.Println(greet("world"))
}
`,
  html: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Hello</title>
    <style>
      h1 {
        font-family: sans-serif;
      }
    </style>
  </head>
  <body>
    <h1>Hello, world!</h1>
  </body>
</html>
`,
  java: `public class Main {
  static String greet(String name) {
    return "Hello, " + name + "!";
  }

  public static void main(String[] args) {
    System.out.println(greet("world"));
  }
}
`,
  javascript: `function greet(name) {
  return "Hello, " + name + "!";
}

console.log(greet("world"));
`,
  kotlin: `fun greet(name: String) = "Hello, $name!"

fun main() {
  println(greet("world"))
}
`,
  markdown: `# Hello, world!

- a list
- with **bold** text
`,
  php: `<?php

function greet(string $name): string
{
    return "Hello, {$name}!";
}

echo greet("world"), PHP_EOL;
`,
  python: `def greet(name):
    return f"Hello, {name}!"


print(greet("world"))
`,
  ruby: `def greet(name)
  "Hello, #{name}!"
end

puts greet("world")
`,
  rust: `fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

fn main() {
    println!("{}", greet("world"));
}
`,
  sql: `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

INSERT INTO people (name) VALUES ('world');

SELECT 'Hello, ' || name || '!' AS greeting FROM people;
`,
  swift: `func greet(_ name: String) -> String {
  "Hello, \\(name)!"
}

print(greet("world"))
`,
  typescript: `function greet(name: string): string {
  return "Hello, " + name + "!";
}

console.log(greet("world"));
`,
};
