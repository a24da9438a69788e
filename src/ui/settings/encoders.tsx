/** The encoders: loaded on demand, checked against their references, measured on each backend. */
import { ENCODER_BYTES } from "../../config/downloads.ts";
import type { EncoderReport } from "../../domain/encoder.ts";
import {
  ENCODED_MODALITIES,
  type EncodedModality,
} from "../../domain/modality.ts";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { Choice } from "../parts/choice.tsx";
import { DownloadBar } from "../parts/download-bar.tsx";
import { useBusy } from "../parts/use-busy.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./encoders.module.css";
import stack from "./stack.module.css";
import { BACKENDS } from "./what-runs.tsx";

const NAMES = {
  text: "settings.encoderText",
  image: "settings.encoderImage",
  audio: "settings.encoderAudio",
} as const satisfies Record<EncodedModality, string>;

export function Encoders() {
  const { t } = useWords();
  const backend = useApp((state) => state.preferences.encoderBackend);
  const { setPreferences } = useActions();
  return (
    <div className={stack.stack}>
      <ul className={css.list}>
        {ENCODED_MODALITIES.map((modality) => (
          <EncoderRow key={modality} modality={modality} />
        ))}
      </ul>
      <Choice
        label={t("settings.encoderBackend")}
        value={backend}
        options={BACKENDS.map((value) => ({
          value,
          label: t(`settings.${value}`),
        }))}
        onChange={(value) => void setPreferences({ encoderBackend: value })}
      />
    </div>
  );
}

function EncoderRow({ modality }: { readonly modality: EncodedModality }) {
  const { t, format } = useWords();
  const encoder = useApp((state) => state.encoders[modality]);
  const { loadEncoder } = useActions();
  const describe = useErrorWords();
  const [busy, run] = useBusy();
  const name = t(NAMES[modality]);
  const report = encoder?.report;
  const error = encoder?.error ? describe(encoder.error) : null;
  return (
    <li className={css.encoder}>
      <div className={css.head}>
        <h3>{name}</h3>
        <span className={css.size}>
          {format.bytes(report?.bytes ?? ENCODER_BYTES[modality])}
        </span>
        <Button
          busy={busy}
          aria-label={t("settings.loadName", { name })}
          onClick={() => {
            run(() => loadEncoder(modality));
          }}
        >
          {t(report ? "settings.check" : "settings.load")}
        </Button>
      </div>
      {busy && !report ? (
        <DownloadBar
          label={t("settings.loading")}
          progress={encoder?.progress}
        />
      ) : report ? (
        <Measured report={report} />
      ) : (
        <p className={stack.hint}>{t("settings.notLoaded")}</p>
      )}
      {error ? (
        <p className={css.error} role="alert">
          {error.message} {error.remedy}
        </p>
      ) : null}
    </li>
  );
}

const WHY = {
  measured: "settings.whyMeasured",
  override: "settings.whyOverride",
  fallback: "settings.whyFallback",
} as const satisfies Record<EncoderReport["why"], string>;

function Measured({ report }: { readonly report: EncoderReport }) {
  const { t, format } = useWords();
  const probes = (["webgpu", "wasm"] as const).flatMap((backend) => {
    const took = report.probe[backend];
    return took === undefined
      ? []
      : [
          `${t(`settings.${backend}`)} ${t("settings.perInput", { ms: format.span(took) })}`,
        ];
  });
  return (
    <p className={stack.hint}>
      <b className={css.backend}>{t(`settings.${report.backend}`)}</b>{" "}
      {t(WHY[report.why])}
      {probes.length > 0 ? ` (${format.list(probes)})` : null};{" "}
      {t("settings.cosine", { cosine: format.number(report.cosine, 4) })}
      {report.note ? <span lang="en">. {report.note}</span> : null}
    </p>
  );
}
