/**
 * The path under which people find the server, with a slash at the end. The server writes it into
 * the page's `<base>`.
 */
export function basePath(): string {
  return new URL(".", document.baseURI).pathname;
}

/** The path of something on the server, such as `socket` or `api/v1/settings`. */
export function serverPath(path: string): string {
  return basePath() + path;
}
