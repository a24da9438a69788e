/** The build step "site": bundles the page into `.cache/site`, without the files that are only copied. */
import { build } from "vite";
import { rootPath } from "../lib/packages.ts";

await build({
  root: rootPath(),
  logLevel: "warn",
  build: {
    outDir: rootPath(".cache", "site"),
    emptyOutDir: true,
    copyPublicDir: false,
  },
});
