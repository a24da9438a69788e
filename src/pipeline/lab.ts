/**
 * The Lab's door: reads a data set, fits models on it and ranks them, in a worker of its own with a GPUDevice of its
 * own, so that training never holds up the list. The page gets a proxy from ./lab-client.ts; what happens behind the
 * door is ./lab-core.ts. The data set lives in the worker and nowhere else.
 */
import type {
  LabData,
  LabEvent,
  LabMachine,
  LabReading,
  LabResult,
  LabSetup,
  LabTable,
  LabTableChoice,
} from "../domain/lab.ts";
import type { Backend } from "../domain/settings.ts";

export interface Lab {
  /** Takes the backend. A worker takes one in its life: another one needs another worker. */
  start(backend: "auto" | Backend, base: string): Promise<LabMachine>;
  /** The table whose columns have to be chosen, or null when the files say themselves what they hold. */
  table(files: readonly File[]): Promise<LabTable | null>;
  read(
    files: readonly File[],
    table: LabTableChoice | null,
    onReading: (reading: LabReading) => void,
  ): Promise<LabData>;
  /** The simulation that comes with the page. */
  example(): Promise<LabData>;
  /** Fits and ranks; a run that is cancelled gives what it has. */
  run(setup: LabSetup, onEvent: (event: LabEvent) => void): Promise<LabResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
}
