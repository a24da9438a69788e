/** A plain static host of the built site that a test can change and switch off, which `npm start`'s server cannot. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { PAGE_HEADERS } from "../tools/serve/headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

export interface Site {
  readonly address: string;
  /** From now on `sw.js` differs by one byte, as after any change of the site. */
  publish(): void;
  stop(): Promise<void>;
}

export async function serveSite(folder: string): Promise<Site> {
  let version = 0;
  const server = createServer((request, response) => {
    const path = normalize(
      decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname),
    );
    const name = path === "/" ? "/index.html" : path;
    readFile(join(folder, name)).then(
      (content) => {
        response.writeHead(200, {
          ...PAGE_HEADERS,
          "Content-Type": TYPES[extname(name)] ?? "application/octet-stream",
          "Cache-Control": "no-cache",
        });
        response.end(
          name === "/sw.js" ? `${content.toString()}\n// ${version}` : content,
        );
      },
      () => {
        response.writeHead(404).end();
      },
    );
  });
  const port = await listening(server);
  return {
    address: `http://localhost:${port}/`,
    publish: () => {
      version += 1;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "localhost", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}
