/** Remembers in `.cache/stamps.json` from which inputs each step was last made. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { sha256 } from "../lib/files.ts";
import { rootPath } from "../lib/packages.ts";
import { hashFiles } from "./inputs.ts";
import { inputsOf, stepNamed, type Step, type StepName } from "./steps.ts";

const FILE = rootPath(".cache", "stamps.json");

type Stamps = Partial<Record<StepName, string>>;

async function readStamps(): Promise<Stamps> {
  try {
    const parsed: unknown = JSON.parse(await readFile(FILE, "utf8"));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {}; // none yet, or damaged: everything is made anew
  }
}

/** Identifies the inputs of a step, those of the steps before it included. */
export async function stampOf(step: Step): Promise<string> {
  const before = await Promise.all(
    step.after.map((name) => stampOf(stepNamed(name))),
  );
  return sha256(await hashFiles(await inputsOf(step)), ...before);
}

export async function isFresh(step: Step): Promise<boolean> {
  const missing = step.outputs.some((path) => !existsSync(rootPath(path)));
  if (missing) return false;
  return (await readStamps())[step.name] === (await stampOf(step));
}

export async function writeStamp(step: Step, stamp: string): Promise<void> {
  const stamps = await readStamps();
  await mkdir(rootPath(".cache"), { recursive: true });
  await writeFile(
    FILE,
    `${JSON.stringify({ ...stamps, [step.name]: stamp }, null, 2)}\n`,
  );
}
