/** The build step "site": bundles the page into `.cache/site`, without the files that are only copied. */
import { copyFile } from "node:fs/promises";
import { build } from "vite";
import { rootPath } from "../lib/packages.ts";
import { bundleOfflineWorker } from "./offline.ts";
import { writeThirdParty } from "./third-party.ts";

const site = (...parts: readonly string[]): string =>
  rootPath(".cache", "site", ...parts);

await build({
  root: rootPath(),
  logLevel: "warn",
  build: { outDir: site(), emptyOutDir: true, copyPublicDir: false },
});
await bundleOfflineWorker(rootPath(), site());
const count = await writeThirdParty(site("third-party-licences.md"));
await copyFile(rootPath("NOTICE.md"), site("NOTICE.md"));
console.log(`with the licences of ${count} packages`);
