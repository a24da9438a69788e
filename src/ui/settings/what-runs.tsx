/** What really computes, why, and the choice to change it. */
import type { Backend } from "../../domain/settings.ts";
import type { AppState } from "../../store/state.ts";
import { adapterName } from "../adapter-name.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { Choice } from "../parts/choice.tsx";
import facts from "../parts/facts.module.css";
import { useBusy } from "../parts/use-busy.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./stack.module.css";

export const BACKENDS = ["auto", "webgpu", "wasm"] as const satisfies readonly (
  "auto" | Backend
)[];

export function WhatRuns() {
  const { t } = useWords();
  const engine = useApp((state) => state.engine);
  const backend = useApp((state) => state.preferences.backend);
  const { setPreferences } = useActions();
  const [, run] = useBusy();
  return (
    <div className={css.stack}>
      {engine ? <Report engine={engine} /> : <p>{t("learning.starting")}</p>}
      <Choice
        label={t("settings.backendChoice")}
        value={backend}
        options={BACKENDS.map((value) => ({
          value,
          label: t(`settings.${value}`),
        }))}
        onChange={(value) => {
          run(() => setPreferences({ backend: value }));
        }}
      />
      <p className={css.hint}>{t("settings.backendHow")}</p>
      <Drill />
    </div>
  );
}

function Report({
  engine,
}: {
  readonly engine: NonNullable<AppState["engine"]>;
}) {
  const { t, format } = useWords();
  const half = engine.features.includes("shader-f16");
  const rows: (readonly [string, string])[] = [
    [
      t("settings.gpu"),
      adapterName(engine, (name) => t("offline.software", { name })),
    ],
    [t("settings.backend"), t(`settings.${engine.backend}`)],
    [
      t("settings.precision"),
      t(half ? "settings.precisionHalf" : "settings.precisionFull"),
    ],
    [
      t("settings.features"),
      engine.features.length > 0
        ? engine.features.join(", ")
        : t("settings.featuresNone"),
    ],
    [t("settings.memory"), format.bytes(engine.memory)],
  ];
  if (engine.fallback) rows.push([t("settings.fallback"), engine.fallback]);
  return (
    <>
      <dl className={facts.facts}>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {engine.software ? (
        <p className={css.hint}>{t("settings.software")}</p>
      ) : null}
    </>
  );
}

/** Loses the GPU on purpose, so that anybody can see that nothing is lost with it. */
function Drill() {
  const { t } = useWords();
  const say = useSay();
  const { drillDeviceLoss } = useActions();
  const [busy, run] = useBusy();
  return (
    <div>
      <Button
        busy={busy}
        onClick={() => {
          run(async () => {
            await drillDeviceLoss();
            say.done(t("settings.drillDone"));
          });
        }}
      >
        {t(busy ? "settings.drilling" : "settings.drillDo")}
      </Button>
      <p className={css.hint}>{t("settings.drillHow")}</p>
    </div>
  );
}
