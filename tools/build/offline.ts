/**
 * `sw.js`: bundled beside the page, and completed when the site is put together, because it names every file that it
 * keeps with its content's hash. One changed byte anywhere is a new version.
 */
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { build } from "vite";
import { sha256 } from "../lib/files.ts";

/** Kept when the page is installed. Everything else is kept when it is first used, or not at all. */
const KEPT =
  /^(index\.html|icon.*|manifest\.webmanifest|assets\/.+\.(js|css|woff2|wasm)|catalogue\/[^/]+|tfjs\/[^/]+)$/;
/** ONNX Runtime is loaded with an encoder, and kept then. */
const ON_DEMAND = /ort-wasm/;
/** The bundler's own hash stands in the name. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;

export async function bundleOfflineWorker(
  root: string,
  outDir: string,
): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "es2023",
      lib: {
        entry: join(root, "src/offline/worker.ts"),
        formats: ["es"],
        fileName: () => "sw.js",
      },
    },
  });
}

interface Kept {
  readonly url: string;
  readonly revision: string | null;
}

/** Writes the list into `sw.js` of a folder that is complete otherwise; says how many files are kept. */
export async function completeOfflineWorker(folder: string): Promise<number> {
  const files = await keptFiles(folder);
  const catalogue = files.find(({ url }) => url === "catalogue/catalogue.json");
  const target = join(folder, "sw.js");
  const source = await readFile(target, "utf8");
  const complete = source
    .replaceAll("PALATE_FILES", () => JSON.stringify(files))
    .replaceAll("PALATE_CATALOGUE", () =>
      JSON.stringify(catalogue?.revision?.slice(0, 12) ?? "none"),
    );
  // The file may be a link to the bundled one, which stays as it is.
  await writeFile(`${target}.new`, complete);
  await rename(`${target}.new`, target);
  return files.length;
}

async function keptFiles(folder: string): Promise<Kept[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"),
    )
    .filter((path) => KEPT.test(path) && !ON_DEMAND.test(path))
    .sort();
  return Promise.all(
    paths.map(async (url) => ({
      url,
      revision: HASHED.test(url)
        ? null
        : sha256(await readFile(join(folder, url))),
    })),
  );
}
