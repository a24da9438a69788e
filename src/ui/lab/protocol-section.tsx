/** Step 3: what is hidden from the models, and how they are judged on it. */
import { useId, type ReactNode } from "react";
import {
  LAB_BUDGETS,
  LAB_CUTS,
  LAB_SEEDS,
  LARGEST_SEED,
} from "../../config/lab.ts";
import { ms } from "../../domain/brand.ts";
import type { LabProtocol } from "../../domain/lab.ts";
import { fitting } from "../../store/lab-fitting.ts";
import { isBusy } from "../../store/lab-state.ts";
import { Choice } from "../parts/choice.tsx";
import { Section } from "../parts/section.tsx";
import { useLab, useLabActions } from "./lab-context.tsx";
import css from "./protocol-section.module.css";
import { Share } from "./share.tsx";
import { Stop } from "./tour.tsx";
import { useLabWords } from "./use-lab-words.ts";

const SECOND = 1000;
const BACKENDS = ["auto", "webgpu", "wasm"] as const;

export function ProtocolSection() {
  const { l } = useLabWords();
  const data = useLab((state) => state.data);
  const busy = useLab((state) => isBusy(state.run));
  if (data === null) return null;
  return (
    <Stop name="protocol">
      <Section title={l("protocol.title")} note={l("protocol.note")}>
        <fieldset className={css.knobs} disabled={busy} inert={busy}>
          <legend className="visually-hidden">{l("protocol.title")}</legend>
          <SplitKnob protocols={data.protocols} />
          <MeasureKnobs />
        </fieldset>
        <Share />
      </Section>
    </Stop>
  );
}

function SplitKnob({
  protocols,
}: {
  readonly protocols: readonly LabProtocol[];
}) {
  const { l } = useLabWords();
  const { change } = useLabActions();
  const setup = useLab((state) => state.setup);
  const data = useLab((state) => state.data);
  const value = setup.protocol ?? protocols[0];
  if (value === undefined || data === null) return null;
  return (
    <Knob hint={l(`protocol.how.${value}`)}>
      <Choice
        label={l("protocol.split")}
        value={value}
        options={protocols.map((each) => ({
          value: each,
          label: l(`protocol.name.${each}`),
        }))}
        onChange={(protocol) => {
          change(fitting({ ...setup, protocol }, data));
        }}
      />
    </Knob>
  );
}

function MeasureKnobs() {
  const { l, t, format } = useLabWords();
  const { change } = useLabActions();
  const { cut, seeds, budget, backend, protocol } = useLab(
    (state) => state.setup,
  );
  const ranks = protocol !== "labels" && protocol !== "links";
  const numbers = (values: readonly number[]) =>
    values.map((value) => ({ value: `${value}`, label: format.number(value) }));
  return (
    <>
      {ranks ? (
        <Knob hint={l("protocol.cutHint", { cut })}>
          <Choice
            label={l("protocol.cut")}
            value={`${cut}`}
            options={numbers(LAB_CUTS)}
            onChange={(value) => {
              change({ cut: Number(value) });
            }}
          />
        </Knob>
      ) : null}
      <Knob hint={l("protocol.seedsHint")}>
        <Choice
          label={l("protocol.seeds")}
          value={`${seeds}`}
          options={numbers(LAB_SEEDS)}
          onChange={(value) => {
            change({ seeds: Number(value) });
          }}
        />
        <SeedField />
      </Knob>
      <Knob hint={l("protocol.budgetHint")}>
        <Choice
          label={l("protocol.budget")}
          value={`${budget / SECOND}`}
          options={LAB_BUDGETS.map((seconds) => ({
            value: `${seconds}`,
            label:
              seconds < 60
                ? l("protocol.seconds", { count: seconds })
                : l("protocol.minutes", { count: seconds / 60 }),
          }))}
          onChange={(value) => {
            change({ budget: ms(Number(value) * SECOND) });
          }}
        />
      </Knob>
      <Choice
        label={l("protocol.backend")}
        value={backend}
        options={BACKENDS.map((value) => ({
          value,
          label: t(`settings.${value}`),
        }))}
        onChange={(value) => {
          change({ backend: value });
        }}
      />
    </>
  );
}

function SeedField() {
  const { l } = useLabWords();
  const { change } = useLabActions();
  const seed = useLab((state) => state.setup.seed);
  const id = useId();
  return (
    <div className={css.seed}>
      <label htmlFor={id}>{l("protocol.seed")}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={0}
        max={LARGEST_SEED}
        step={1}
        value={seed}
        onChange={(event) => {
          const value = event.target.valueAsNumber;
          if (Number.isInteger(value) && value >= 0 && value <= LARGEST_SEED)
            change({ seed: value });
        }}
      />
    </div>
  );
}

interface KnobProps {
  readonly hint: string;
  readonly children: ReactNode;
}

function Knob({ hint, children }: KnobProps) {
  return (
    <div className={css.knob}>
      {children}
      <p className={css.hint}>{hint}</p>
    </div>
  );
}
