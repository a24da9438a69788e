/** React's reader of the Lab's store. */
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { useStore, type StoreApi } from "zustand";
import { theLab } from "../../store/lab-page.ts";
import type { LabActions, LabState, LabStore } from "../../store/lab-state.ts";

const LabContext = createContext<StoreApi<LabStore> | null>(null);

export function LabProvider({ children }: { readonly children: ReactNode }) {
  const [lab] = useState(theLab);
  return <LabContext value={lab}>{children}</LabContext>;
}

function useLabStore(): StoreApi<LabStore> {
  const lab = use(LabContext);
  if (lab === null) throw new Error("LabProvider is missing above this part");
  return lab;
}

export function useLab<T>(select: (state: LabState) => T): T {
  return useStore(useLabStore(), select);
}

export function useLabActions(): LabActions {
  return useStore(useLabStore(), (state) => state.actions);
}

/** The title that a model brings along, for names that have no words of ours. */
export function useModelTitle(): (name: string) => string | undefined {
  const models = useLab((state) => state.data?.models);
  return useMemo(
    () => (name) => models?.find((model) => model.name === name)?.title,
    [models],
  );
}
