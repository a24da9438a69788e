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
  resolve: {
    // ONNX Runtime's wasm is served from public/ort: without the first condition its bundle brings a second copy along.
    conditions: [
      "onnxruntime-web-use-extern-wasm",
      "module",
      "browser",
      "development|production",
    ],
  },
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: true,
  },
  server: { headers: ISOLATION },
  preview: { headers: PAGE_HEADERS },
});
