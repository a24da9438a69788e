/**
 * Our own WGSL on the one GPUDevice, beside TensorFlow.js: buffers, cached pipelines, and the way back to the CPU.
 * It counts what it does, because budgets are kept as counts (pipelines, dispatches, buffers, bytes read back).
 * Kernels themselves live with the stage that they serve.
 */

/** Running totals, and for buffers what is held now. */
export interface ComputeCounts {
  readonly pipelines: number;
  readonly dispatches: number;
  readonly buffers: number;
  readonly bytes: number;
  readonly bytesRead: number;
}

export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  /** Workgroups; more than fit in one row go on in the next (`workgroup_id.y * num_workgroups.x + .x`). */
  readonly count: number;
}

/** What a kernel takes as its settings, in the order of its struct: a plain number is a `u32`. */
export type Setting = number | { readonly f32: number };

const WORD_BYTES = 4;
/** A uniform buffer holds whole vectors. */
const UNIFORM_BYTES = 16;

export class Compute {
  readonly device: GPUDevice;
  /** Whether the shader language has products of packed bytes (`dot4I8Packed`). */
  readonly packedDots: boolean;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #held = new Set<GPUBuffer>();
  #counts = { pipelines: 0, dispatches: 0, bytes: 0, bytesRead: 0 };

  constructor(device: GPUDevice, packedDots = false) {
    this.device = device;
    this.packedDots = packedDots;
  }

  get counts(): ComputeCounts {
    return { ...this.#counts, buffers: this.#held.size };
  }

  /** Compiled once for each text; the driver's own thread does it. */
  pipeline(code: string): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(code);
    if (known !== undefined) return known;
    this.#counts.pipelines += 1;
    const module = this.device.createShaderModule({ code });
    const compiled = this.device
      .createComputePipelineAsync({ layout: "auto", compute: { module } })
      .catch(async (cause: unknown) => {
        const { messages } = await module.getCompilationInfo();
        const [first] = messages.filter(({ type }) => type === "error");
        if (first === undefined) throw cause;
        const { lineNum, message } = first;
        const line = code.split("\n")[lineNum - 1] ?? "";
        throw new SyntaxError(`${message} in "${line.trim()}"`, { cause });
      });
    this.#pipelines.set(code, compiled);
    return compiled;
  }

  /** A storage buffer; whoever asked for it gives it to `release`. */
  empty(bytes: number): GPUBuffer {
    const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
    return this.#hold(
      Math.max(WORD_BYTES, bytes),
      STORAGE | COPY_DST | COPY_SRC,
    );
  }

  upload(data: ArrayBufferView): GPUBuffer {
    const buffer = this.empty(
      Math.ceil(data.byteLength / WORD_BYTES) * WORD_BYTES,
    );
    this.write(buffer, data);
    return buffer;
  }

  /** Lengths that are no multiple of 4 bytes are filled up with zeros. */
  write(buffer: GPUBuffer, data: ArrayBufferView, at = 0): void {
    const { byteLength } = data;
    if (byteLength % WORD_BYTES === 0) {
      this.device.queue.writeBuffer(buffer, at, data);
      return;
    }
    const whole = new Uint8Array(
      Math.ceil(byteLength / WORD_BYTES) * WORD_BYTES,
    );
    whole.set(new Uint8Array(data.buffer, data.byteOffset, byteLength));
    this.device.queue.writeBuffer(buffer, at, whole);
  }

  uniform(settings: readonly Setting[]): GPUBuffer {
    const bytes =
      Math.ceil((settings.length * WORD_BYTES) / UNIFORM_BYTES) * UNIFORM_BYTES;
    const view = new DataView(new ArrayBuffer(bytes));
    settings.forEach((setting, at) => {
      if (typeof setting === "number")
        view.setUint32(at * WORD_BYTES, setting, true);
      else view.setFloat32(at * WORD_BYTES, setting.f32, true);
    });
    const { UNIFORM, COPY_DST } = GPUBufferUsage;
    const buffer = this.#hold(bytes, UNIFORM | COPY_DST);
    // Dawn in Node takes no DataView.
    this.device.queue.writeBuffer(buffer, 0, view.buffer);
    return buffer;
  }

  /** Binds buffers to `@binding(0)`, `@binding(1)` and so on of group 0. */
  bind(
    pipeline: GPUComputePipeline,
    buffers: readonly GPUBuffer[],
  ): GPUBindGroup {
    return this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    });
  }

  /** Runs in this order; each dispatch sees what the one before it wrote. */
  run(dispatches: readonly Dispatch[]): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const widest = this.device.limits.maxComputeWorkgroupsPerDimension;
    for (const { pipeline, group, count } of dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      const rows = Math.ceil(count / widest);
      pass.dispatchWorkgroups(Math.ceil(count / Math.max(rows, 1)), rows);
    }
    pass.end();
    this.device.queue.submit([encoder.finish()]);
    this.#counts.dispatches += dispatches.length;
  }

  /** The first `bytes` of a buffer from byte `at` on, when all that was asked for before is done. */
  async read(buffer: GPUBuffer, bytes: number, at = 0): Promise<ArrayBuffer> {
    const { COPY_DST, MAP_READ } = GPUBufferUsage;
    const staging = this.#hold(bytes, COPY_DST | MAP_READ);
    try {
      const encoder = this.device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, at, staging, 0, bytes);
      this.device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      this.#counts.bytesRead += bytes;
      return staging.getMappedRange().slice(0);
    } finally {
      this.release([staging]);
    }
  }

  release(buffers: Iterable<GPUBuffer>): void {
    for (const buffer of buffers) {
      if (!this.#held.delete(buffer)) continue;
      this.#counts.bytes -= buffer.size;
      buffer.destroy();
    }
  }

  #hold(size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.device.createBuffer({ size, usage });
    this.#held.add(buffer);
    this.#counts.bytes += size;
    return buffer;
  }
}

let current: Compute | null = null;

/** Says what this thread computes on, or that it has no GPU. */
export function setCompute(compute: Compute | null): void {
  current = compute;
}

/** The one of this thread; null where WebAssembly does the work. */
export function ownCompute(): Compute | null {
  return current;
}
