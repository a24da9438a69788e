/** The engine's thread: a door and nothing else. What happens behind it is in ./engine-core.ts. */
import { expose } from "comlink";
import { engineDoor } from "./door.ts";
import { EngineCore } from "./engine-core.ts";
import { carryErrors } from "./errors-across.ts";

carryErrors();
expose(engineDoor((base) => new EngineCore(base)));
