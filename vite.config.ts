/** How the page is bundled and served. The tests have their own: vitest.config.ts, playwright.config.ts. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import {
  ISOLATION,
  PAGE_HEADERS,
  policyInPage,
} from "./tools/serve/headers.ts";

export default defineConfig({
  plugins: [react(), policyInPage()],
  base: "./",
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: true,
  },
  server: { headers: ISOLATION },
  preview: { headers: PAGE_HEADERS },
});
