/** Ports: read from the command line, and asked whether they are free before minutes are spent on a build. */
import { createServer } from "node:net";
import { PalateError } from "../../src/domain/errors.ts";

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new PalateError(
    "bad-input",
    `"${text}" is not a port.`,
    "Give a whole number from 1 to 65535.",
  );
}

export async function assertFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host: "localhost" }, () =>
      server.close(() => resolve()),
    );
  }).catch((cause: unknown) => {
    throw new PalateError(
      "bad-input",
      `Port ${port} is taken by another program.`,
      `Stop that program, or choose another port: npm start -- --port ${port + 1}`,
      { cause },
    );
  });
}
