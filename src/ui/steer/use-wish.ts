/**
 * Setting a wish by words, a picture or a sound. The encoder is loaded only then, and only after the person has
 * seen how large it is; a wish that waits for that answer is held here.
 */
import { useState } from "react";
import { ENCODER_BYTES, RUNTIME_BYTES } from "../../config/downloads.ts";
import { bytes, type Bytes } from "../../domain/brand.ts";
import type { EncodedModality } from "../../domain/modality.ts";
import type { Readable } from "../../domain/wish.ts";
import { useBusy } from "../parts/use-busy.ts";
import { useActions, useAppStore } from "../store-context.tsx";
import { decode } from "./decode.ts";

export interface Waiting {
  readonly what: Readable;
  readonly name: string;
}

export function useWish(onSet: () => void) {
  const app = useAppStore();
  const { wish } = useActions();
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [reading, setReading] = useState<EncodedModality | null>(null);
  const [busy, run] = useBusy();

  const set = ({ what, name }: Waiting): void => {
    setWaiting(null);
    run(async () => {
      setReading(what.modality);
      try {
        await wish(what, name);
        onSet();
      } finally {
        setReading(null);
      }
    });
  };
  const ask = (wanted: Waiting): void => {
    const { encoders } = app.getState();
    if (encoders[wanted.what.modality]?.report) set(wanted);
    else setWaiting(wanted);
  };
  return {
    busy,
    reading,
    waiting,
    ask,
    askFile: (file: File): void => {
      run(async () => {
        ask({ what: await decode(file), name: file.name });
      });
    },
    agree: (): void => {
      if (waiting) set(waiting);
    },
    decline: (): void => {
      setWaiting(null);
    },
  };
}

/** What would be downloaded for this modality now: the runtime comes with the first encoder alone. */
export function downloadOf(
  modality: EncodedModality,
  anyLoaded: boolean,
): Bytes {
  return bytes(ENCODER_BYTES[modality] + (anyLoaded ? 0 : RUNTIME_BYTES));
}
