/** React's thin reader of the one store: selectors in, actions out. */
import { createContext, use, type ReactNode } from "react";
import { useStore, type StoreApi } from "zustand";
import type { Item, ItemId } from "../domain/item.ts";
import type { AppActions, AppState, AppStore } from "../store/state.ts";

export type App = StoreApi<AppStore>;

const AppContext = createContext<App | null>(null);

export function AppProvider({
  app,
  children,
}: {
  readonly app: App;
  readonly children: ReactNode;
}) {
  return <AppContext value={app}>{children}</AppContext>;
}

/** The store itself, for code that reads at the moment of an event rather than at render. */
export function useAppStore(): App {
  const app = use(AppContext);
  if (app === null) throw new Error("AppProvider is missing above this part");
  return app;
}

export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useAppStore(), select);
}

export function useActions(): AppActions {
  return useStore(useAppStore(), (state) => state.actions);
}

export function itemOf(state: AppState, id: ItemId): Item | undefined {
  const row = state.rows.get(id);
  return row === undefined ? undefined : state.catalogue?.items[row];
}

export function useItem(id: ItemId): Item | undefined {
  return useApp((state) => itemOf(state, id));
}
