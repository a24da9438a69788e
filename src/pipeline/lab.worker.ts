/** The Lab's thread: a door and nothing else. What happens behind it is in ./lab-core.ts. */
import { expose } from "comlink";
import "../device/gradients.ts";
import { telling } from "./door.ts";
import { carryErrors } from "./errors-across.ts";
import type { Lab } from "./lab.ts";
import { LabCore } from "./lab-core.ts";
import { RECIPES } from "./recommenders.ts";

carryErrors();
const core = new LabCore(RECIPES);
const door: Lab = {
  start: (backend, base) => core.start(backend, base),
  table: (files) => core.table(files),
  read: (files, table, onReading) =>
    telling(onReading, (tell) => core.read(files, table, tell)),
  example: () => core.example(),
  run: (setup, onEvent) => telling(onEvent, (tell) => core.run(setup, tell)),
  pause: () => core.pause(),
  resume: () => core.resume(),
  cancel: () => core.cancel(),
};
expose(door);
