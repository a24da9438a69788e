/**
 * Spreads batches over processes; each holds its own models and takes the next batch when it is free.
 * Processes and not worker threads: on Node 20 a thread does not inherit the loader that reads TypeScript.
 */
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { PalateError } from "../../src/domain/errors.ts";
import type { EncodedModality } from "../../src/domain/modality.ts";
import type { Rows } from "../../src/stages/encoders/run.ts";

export interface Request {
  readonly modality: EncodedModality;
  readonly contents: readonly string[];
}

export type Response = { readonly rows: Rows } | { readonly error: string };

/** More processes than this would only wait for memory. */
const MAX_PROCESSES = 8;

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** Runs all requests; `done` sees each result as it comes, in no fixed order. */
export async function encodeAll(
  requests: readonly Request[],
  done: (index: number, rows: Rows) => void,
): Promise<void> {
  const count = Math.min(
    MAX_PROCESSES,
    availableParallelism(),
    requests.length,
  );
  const queue = requests.entries();
  const workers = new Set<ChildProcess>();
  const start = (): ChildProcess => {
    const worker = fork(WORKER, { serialization: "advanced" });
    workers.add(worker);
    return worker;
  };
  const work = async (): Promise<void> => {
    let worker = start();
    for (const [index, request] of queue)
      try {
        done(index, await ask(worker, request));
      } catch (cause) {
        // A batch that was answered with an error would be again; one whose process died is worth a second try.
        if (worker.exitCode === null && worker.signalCode === null) throw cause;
        worker = start();
        done(index, await ask(worker, request));
      }
  };
  try {
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    for (const worker of workers) worker.kill();
  }
}

function ask(worker: ChildProcess, request: Request): Promise<Rows> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.removeAllListeners();
      end();
    };
    const fail = (why: string): void =>
      settle(() => reject(failure(why, request.contents)));
    worker.once("message", (response: Response) =>
      "rows" in response
        ? settle(() => resolve(response.rows))
        : fail(response.error),
    );
    worker.once("error", (cause) => fail(String(cause)));
    worker.once("exit", (code) => fail(`its process ended with ${code}`));
    worker.send(request);
  });
}

function failure(why: string, contents: readonly string[]): PalateError {
  const [first = ""] = contents;
  const more = contents.length - 1;
  return new PalateError(
    "encoder-failed",
    `Encoding "${first.slice(0, 120)}" and ${more} more failed: ${why}`,
  );
}
