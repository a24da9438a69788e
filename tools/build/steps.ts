/**
 * What the build makes, in which order, and from what. A step whose stamp matches its inputs and whose
 * outputs are there is not run again.
 */
import { filesBelow, importsOf } from "./inputs.ts";

export type StepName =
  "encoders" | "catalogue" | "vectors" | "base" | "map" | "site" | "dist";

export interface Step {
  readonly name: StepName;
  /** In the present participle, for the progress lines. */
  readonly doing: string;
  readonly after: readonly StepName[];
  /** Run with `node --import tsx`. */
  readonly entry: string;
  readonly arguments?: readonly string[];
  /** Files that must be there for the step to count as done. */
  readonly outputs: readonly string[];
  /** Inputs besides the lockfile, what the entry imports, and the steps before. */
  readonly alsoReads?: readonly string[];
}

export const STEPS: readonly Step[] = [
  {
    name: "encoders",
    doing: "converting the encoders to ONNX",
    after: [],
    entry: "tools/encoders/index.ts",
    outputs: ["public/encoders", "public/ort", "public/tfjs"],
  },
  {
    name: "catalogue",
    doing: "collecting items and their graph",
    after: [],
    entry: "tools/catalogue/index.ts",
    outputs: [
      "public/catalogue/catalogue.json",
      "public/catalogue/graph.json",
      "public/catalogue/graph.bin",
    ],
  },
  {
    name: "vectors",
    doing: "encoding every item",
    after: ["encoders", "catalogue"],
    entry: "tools/vectors/index.ts",
    outputs: ["public/catalogue/vectors.safetensors"],
  },
  {
    name: "base",
    doing: "fitting the base model",
    after: ["vectors"],
    entry: "tools/base/index.ts",
    outputs: [
      "public/catalogue/base.safetensors",
      "public/catalogue/cover.json",
    ],
  },
  {
    name: "map",
    doing: "laying the items out in the plane",
    after: ["base"],
    entry: "tools/map/index.ts",
    outputs: ["public/catalogue/map.safetensors"],
  },
  {
    name: "site",
    doing: "bundling the page",
    after: [],
    entry: "tools/build/site.ts",
    outputs: [".cache/site/index.html"],
    alsoReads: [
      "src",
      "index.html",
      "vite.config.ts",
      "tools/serve/headers.ts",
      "NOTICE.md",
      "LICENSE",
    ],
  },
  {
    name: "dist",
    doing: "putting the site together",
    after: ["map", "site"],
    entry: "tools/build/dist.ts",
    alsoReads: ["public"],
    outputs: ["dist/index.html", "dist/catalogue/catalogue.json"],
  },
];

export function stepNamed(name: string): Step {
  const step = STEPS.find((candidate) => candidate.name === name);
  if (!step) throw new RangeError(`no build step is called ${name}`);
  return step;
}

/** Folders that steps write; what lies in them is known by its step's stamp. */
const MADE = /^public\/(catalogue|encoders|ort|tfjs)\//;

/** Paths of everything that a step reads, apart from what earlier steps made. */
export async function inputsOf(step: Step): Promise<string[]> {
  const listed = await Promise.all((step.alsoReads ?? []).map(filesBelow));
  return [
    ...new Set([
      "package-lock.json",
      ...importsOf(step.entry),
      ...listed.flat().filter((path) => !MADE.test(path)),
    ]),
  ].sort();
}
