/** A Python with numpy, for the checks that are written in it; most machines have one, and none is needed to run Palate. */
import { spawnSync } from "node:child_process";

/** The command, or undefined where there is no Python 3 with numpy. */
export function findPython(): string | undefined {
  return ["python3", "python"].find(
    (command) =>
      spawnSync(command, [
        "-c",
        "import sys, numpy; assert sys.version_info >= (3, 10)",
      ]).status === 0,
  );
}
