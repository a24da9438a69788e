/** The Lab inside its worker: one data set, one device, one run at a time. */
import { EXAMPLE_SEED } from "../config/lab.ts";
import { createRandom } from "../device/random.ts";
import { startRuntime, type Runtime } from "../device/tensors.ts";
import { bytes } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
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
import type { Recipe } from "../domain/recipe.ts";
import type { Backend } from "../domain/settings.ts";
import type { Dataset } from "../evaluation/read/dataset.ts";
import { readDataset, tableToChoose } from "../evaluation/read/read.ts";
import { sampleTable } from "../evaluation/read/table.ts";
import type { Lab } from "./lab.ts";
import { describeData } from "./lab-data.ts";
import { simulateLibrary } from "./lab-example.ts";
import { Gate } from "./lab-gate.ts";
import { runLab } from "./lab-run.ts";

/** Messages about reading are sent once so many bytes more are read. */
const TELL_EVERY = 256 * 1024;

interface Started {
  readonly runtime: Runtime;
  readonly machine: LabMachine;
}

export class LabCore implements Lab {
  readonly #recipes: readonly Recipe[];
  #started: Promise<Started> | undefined;
  #data: Dataset | undefined;
  #gate: Gate | undefined;

  constructor(recipes: readonly Recipe[]) {
    this.#recipes = recipes;
  }

  async start(backend: "auto" | Backend, base: string): Promise<LabMachine> {
    this.#started ??= startOn(backend, new URL(base));
    return (await this.#started).machine;
  }

  async table(files: readonly File[]): Promise<LabTable | null> {
    const file = tableToChoose(files);
    return file && sampleTable(file);
  }

  async read(
    files: readonly File[],
    table: LabTableChoice | null,
    onReading: (reading: LabReading) => void,
  ): Promise<LabData> {
    const total = bytes(files.reduce((sum, { size }) => sum + size, 0));
    let read = 0;
    let told = 0;
    const data = await readDataset(files, {
      ...(table && { table }),
      onBytes: (more) => {
        read += more;
        if (read - told < TELL_EVERY) return;
        told = read;
        onReading({ read: bytes(read), total });
      },
    });
    return this.#take(data, false);
  }

  example(): Promise<LabData> {
    const data = simulateLibrary(createRandom(EXAMPLE_SEED));
    return Promise.resolve(this.#take(data, true));
  }

  async run(
    setup: LabSetup,
    onEvent: (event: LabEvent) => void,
  ): Promise<LabResult> {
    const [started, data] = [this.#started, this.#data];
    if (started === undefined || data === undefined) {
      const remedy = "Drop files or take the example.";
      throw new PalateError("bad-input", "There is no data yet.", remedy);
    }
    if (this.#gate !== undefined) {
      const remedy = "Wait for it or cancel it.";
      throw new PalateError("bad-input", "A run is going on.", remedy);
    }
    const gate = new Gate();
    this.#gate = gate;
    try {
      const { runtime, machine } = await started;
      return await runtime.guard(() =>
        runLab({
          data,
          setup,
          recipes: this.#recipes,
          machine,
          device: runtime.device,
          gate,
          tell: onEvent,
        }),
      );
    } finally {
      this.#gate = undefined;
    }
  }

  pause(): Promise<void> {
    this.#gate?.close();
    return Promise.resolve();
  }

  resume(): Promise<void> {
    this.#gate?.open();
    return Promise.resolve();
  }

  cancel(): Promise<void> {
    this.#gate?.end();
    return Promise.resolve();
  }

  /** Described first: data that cannot be used does not take the place of data that can. */
  #take(data: Dataset, simulated: boolean): LabData {
    const described = describeData(data, this.#recipes, simulated);
    this.#data = data;
    return described;
  }
}

async function startOn(backend: "auto" | Backend, base: URL): Promise<Started> {
  const runtime = await startRuntime(backend, base);
  const { adapter, software, fallback } = runtime;
  return {
    runtime,
    machine: { backend: runtime.backend, adapter, software, fallback },
  };
}
