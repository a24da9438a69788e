/**
 * Who may import whom, as two tables. Imports point downwards only; what is not allowed here is forbidden.
 * Tests are free: they may put parts together that the program keeps apart.
 */

/** A folder of `src/`, `stages` and `models` counted one by one; or a place outside `src/`. */
export type Layer =
  | "domain"
  | "math"
  | "config"
  | "device"
  | "storage"
  | "stage"
  | "model"
  | "pipeline"
  | "evaluation"
  | "store"
  | "ui"
  | "main"
  | "testing"
  | "outside";

/** Layers below each layer. A layer may always import itself, a stage or model only its own folder. */
export const BELOW: Readonly<Record<Layer, readonly Layer[]>> = {
  domain: [],
  math: ["domain"],
  config: ["domain"],
  device: ["domain", "config"],
  storage: ["domain", "config"],
  stage: ["domain", "math", "config", "device"],
  model: ["domain", "math", "config", "device"],
  pipeline: [
    "domain",
    "math",
    "config",
    "device",
    "stage",
    "model",
    "evaluation",
  ],
  evaluation: ["domain", "math", "config"],
  store: ["domain", "config", "storage", "pipeline"],
  ui: ["domain", "config", "store"],
  main: ["domain", "config", "device", "storage", "pipeline", "store", "ui"],
  testing: [
    "domain",
    "math",
    "config",
    "device",
    "storage",
    "stage",
    "model",
    "pipeline",
    "evaluation",
    "store",
  ],
  outside: [],
};

/** Single files that more layers may import than their folder allows, and why. */
export const OPEN_FILES: Readonly<Record<string, readonly Layer[]>> = {
  // Time, chance and requests live in one file each, so whoever needs them imports that file.
  "src/device/clock.ts": ["storage", "store", "ui"],
  "src/device/random.ts": ["storage", "store", "evaluation"],
  "src/device/fetch.ts": ["storage", "store"],
  // Counts requests that left the origin, for the proof behind the pill.
  "src/device/outside.ts": ["store"],
  // Installs the service worker and tells of new versions.
  "src/device/offline.ts": ["store"],
};

export interface PackageFence {
  readonly packages: RegExp;
  readonly layers: readonly Layer[];
  /** Paths that these packages are confined to, where a layer is too wide. */
  readonly files?: RegExp;
  readonly because: string;
}

/** npm packages that live in one place. A package that is not listed may be used above domain and math. */
export const PACKAGES: readonly PackageFence[] = [
  {
    packages: /^@tensorflow\//,
    layers: ["device", "stage", "model", "testing"],
    because: "tensors live in device, stages and models",
  },
  {
    packages: /^(@huggingface\/|onnxruntime)/,
    layers: ["stage"],
    files: /^src\/stages\/encoders\//,
    because: "only stages/encoders knows transformers.js and ONNX Runtime",
  },
  {
    packages: /^dexie/,
    layers: ["storage"],
    because: "only storage/ knows that it is Dexie",
  },
  {
    packages:
      /^(react|react-dom|react-i18next|i18next|@base-ui\/|lucide-react|wouter|@tanstack\/|tinykeys|uplot|@fontsource)/,
    layers: ["ui", "main"],
    because: "only ui/ and main know React and its components",
  },
  {
    packages: /^zustand/,
    layers: ["store", "ui", "main"],
    because: "state is the store's",
  },
  {
    packages: /^comlink$/,
    layers: ["pipeline", "testing"],
    because: "only the pipeline's door speaks to the worker",
  },
  {
    packages: /^pure-rand/,
    layers: ["device"],
    files: /^src\/device\/random\.ts$/,
    because: "chance is seeded in src/device/random.ts and passed in",
  },
];

export function layerOf(path: string): Layer {
  const [top, folder, file] = path.split("/");
  if (top !== "src" || folder === undefined) return "outside";
  if (file === undefined) return "main";
  switch (folder) {
    case "stages":
      return "stage";
    case "models":
      return "model";
    case "domain":
    case "math":
    case "config":
    case "device":
    case "storage":
    case "pipeline":
    case "evaluation":
    case "store":
    case "ui":
    case "testing":
      return folder;
    default:
      return "outside";
  }
}
