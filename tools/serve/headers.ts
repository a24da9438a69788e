/**
 * The promise that nothing leaves the tab, as the browser enforces it. The preview server sends these
 * headers; the built page carries the policy too, so that it holds on any static web host.
 */
import type { Plugin } from "vite";

/** One directive a line; what is not listed is forbidden by `default-src 'none'`. */
const POLICY: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  // TensorFlow.js' and ONNX Runtime's wasm backends compile WebAssembly; nothing may evaluate a string.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  // blob: is for pictures and sounds that a person brings, and for files that are handed out.
  "img-src": "'self' blob: data:",
  "media-src": "'self' blob:",
  "font-src": "'self'",
  "connect-src": "'self' blob:",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

const policyText = (policy: Readonly<Record<string, string>>): string =>
  Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/** `crossOriginIsolated`, which threads in WebAssembly and exact clocks need. */
export const ISOLATION: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION,
  "Content-Security-Policy": policyText({
    ...POLICY,
    "frame-ancestors": "'none'", // browsers ignore it in a <meta>
  }),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** Writes the policy into the built index.html; the dev server needs inline scripts and stays without. */
export function policyInPage(): Plugin {
  return {
    name: "palate:policy-in-page",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: {
          "http-equiv": "Content-Security-Policy",
          content: policyText(POLICY),
        },
        injectTo: "head-prepend",
      },
    ],
  };
}
