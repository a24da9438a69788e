/**
 * A worker's outside without a thread: the real door and the real Comlink over a message channel, so that the
 * supervision can be tested in Node, and a death can be staged.
 */
import { expose } from "comlink";
import { engineDoor } from "../pipeline/door.ts";
import type { Engine } from "../pipeline/engine.ts";
import { carryErrors } from "../pipeline/errors-across.ts";
import type { WorkerLike } from "../pipeline/link.ts";

export class PortWorker implements WorkerLike {
  readonly #outside: MessagePort;
  readonly #inside: MessagePort;
  readonly #events = new EventTarget();
  terminated = false;

  constructor(create: () => Engine) {
    carryErrors();
    const { port1, port2 } = new MessageChannel();
    this.#outside = port1;
    this.#inside = port2;
    expose(engineDoor(create), port2);
    port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      this.#events.dispatchEvent(new MessageEvent("message", { data }));
    });
    port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#outside.postMessage(message, transfer);
  }

  addEventListener(
    ...[type, listener]: Parameters<WorkerLike["addEventListener"]>
  ): void {
    this.#events.addEventListener(type, listener);
  }

  removeEventListener(
    ...[type, listener]: Parameters<WorkerLike["removeEventListener"]>
  ): void {
    this.#events.removeEventListener(type, listener);
  }

  terminate(): void {
    this.terminated = true;
    this.#outside.close();
    this.#inside.close();
  }

  /** As if an exception had escaped in the thread. */
  crash(): void {
    this.#events.dispatchEvent(new Event("error"));
  }

  /** As if the thread had stopped without a word. */
  fallSilent(): void {
    this.#inside.close();
  }
}
