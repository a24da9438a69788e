/** Map: everything there is in one plane, the person's own ratings in it, and where the taste went. */
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { Domain, Item } from "../../domain/item.ts";
import type { ItemMap } from "../../domain/map.ts";
import { useWords } from "../i18n/use-words.ts";
import { Choice } from "../parts/choice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useMedia } from "../parts/use-media.ts";
import { useApp } from "../store-context.tsx";
import type { Camera } from "./camera.ts";
import { Drift } from "./drift-words.tsx";
import { Legend } from "./legend.tsx";
import css from "./page.module.css";
import { Plot } from "./plot.tsx";
import { MapSearch } from "./search.tsx";
import { MapTable } from "./table.tsx";
import { useFoundRows } from "./use-found.ts";
import { useMap } from "./use-map.ts";
import { useMarks } from "./use-marks.ts";

const ItemDialog = lazy(async () => ({
  default: (await import("../item/item-dialog.tsx")).ItemDialog,
}));

export default function MapPage() {
  const { t } = useWords();
  const { map, likings, error } = useMap();
  const items = useApp((state) => state.catalogue?.items);
  return (
    <div className={css.map}>
      <PageHeader title={t("map.title")} lead={t("map.lead")} />
      {error === null ? null : <p role="alert">{t("map.failed")}</p>}
      {map && items ? (
        <Explorer map={map} items={items} likings={likings} />
      ) : (
        <div className={css.place} aria-hidden />
      )}
    </div>
  );
}

interface ExplorerProps {
  readonly map: ItemMap;
  readonly items: readonly Item[];
  readonly likings: Float32Array | null;
}

const NEAR = 14;

function nearTo({ points }: ItemMap, row: number): Camera {
  return { x: points[row * 2] ?? 0, y: points[row * 2 + 1] ?? 0, zoom: NEAR };
}

function Explorer({ map, items, likings }: ExplorerProps) {
  const [view, setView] = useState<"map" | "table">("map");
  const [by, setBy] = useState<"domain" | "liking">("domain");
  const [words, setWords] = useState("");
  const [domains, setDomains] = useState<ReadonlySet<Domain>>(new Set());
  const [goal, setGoal] = useState<Camera | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const found = useFoundRows(words);
  const marks = useMarks(map);
  const scheme = useScheme();
  const unable = useCallback(() => {
    setView("table");
  }, []);
  const warm = by === "liking" ? likings : null;
  const look = useMemo(
    () => ({ likings: warm, found, domains }),
    [warm, found, domains],
  );
  const rows = useMemo(
    () => rowsOf(items, found, domains),
    [items, found, domains],
  );
  return (
    <>
      <div className={css.bar}>
        <MapSearch
          words={words}
          onWords={setWords}
          found={found}
          onGo={(row) => {
            setView("map");
            setGoal(nearTo(map, row));
          }}
        />
        <Choices
          view={view}
          onView={setView}
          by={by}
          onBy={view === "map" && likings ? setBy : null}
        />
      </div>
      {view === "map" ? (
        <Plot
          map={map}
          items={items}
          scheme={scheme}
          look={look}
          marks={marks}
          likings={likings}
          goal={goal}
          onPick={setOpen}
          onUnable={unable}
        />
      ) : null}
      <Legend
        by={warm ? "liking" : "domain"}
        picked={domains}
        onPick={setDomains}
      />
      <Drift map={map} path={marks.drift} />
      {view === "table" ? (
        <MapTable
          map={map}
          items={items}
          likings={likings}
          rows={rows}
          onPick={setOpen}
        />
      ) : null}
      <OpenItem
        item={open === null ? undefined : items[open]}
        onClose={() => {
          setOpen(null);
        }}
      />
    </>
  );
}

interface OpenItemProps {
  readonly item: Item | undefined;
  readonly onClose: () => void;
}

function OpenItem({ item, onClose }: OpenItemProps) {
  if (item === undefined) return null;
  return (
    <Suspense fallback={null}>
      <ItemDialog id={item.id} onClose={onClose} />
    </Suspense>
  );
}

interface ChoicesProps {
  readonly view: "map" | "table";
  readonly onView: (view: "map" | "table") => void;
  readonly by: "domain" | "liking";
  /** Null while there is no choice of colours. */
  readonly onBy: ((by: "domain" | "liking") => void) | null;
}

function Choices({ view, onView, by, onBy }: ChoicesProps) {
  const { t } = useWords();
  return (
    <div className={css.choices}>
      {onBy ? (
        <Choice
          label={t("map.colour")}
          hideLabel
          value={by}
          onChange={onBy}
          options={[
            { value: "domain", label: t("map.byDomain") },
            { value: "liking", label: t("map.byLiking") },
          ]}
        />
      ) : null}
      <Choice
        label={t("map.view")}
        hideLabel
        value={view}
        onChange={onView}
        options={[
          { value: "map", label: t("map.asMap") },
          { value: "table", label: t("map.asTable") },
        ]}
      />
    </div>
  );
}

/** Names the colours in use, so that the drawing follows the theme. */
function useScheme(): string {
  const theme = useApp((state) => state.preferences.theme);
  const dark = useMedia("(prefers-color-scheme: dark)");
  return theme === "system" ? `system ${dark}` : theme;
}

function rowsOf(
  items: readonly Item[],
  found: ReadonlySet<number> | null,
  domains: ReadonlySet<Domain>,
): readonly number[] {
  return items.flatMap(({ domain }, row) =>
    (found === null || found.has(row)) &&
    (domains.size === 0 || domains.has(domain))
      ? [row]
      : [],
  );
}
