/** voy-search has types for its package only, not for the file that a page without its bundler needs. */
declare module "voy-search/voy_search_bg.js" {
  export { Voy } from "voy-search";
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}
