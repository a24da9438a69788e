/** voy-search has types for its package only, not for the file that a page without its bundler needs. */
declare module "voy-search/voy_search_bg.js" {
  export { Voy } from "voy-search";
  const setWasm: (exports: WebAssembly.Exports) => void;
  export { setWasm as __wbg_set_wasm };
}
