/** A worker that says which WebGPU adapter it got, for the test of the test bed itself. */
import { describeAdapter } from "./describe-adapter.ts";

self.postMessage(await describeAdapter());
