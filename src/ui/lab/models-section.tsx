/** Step 2: which models, each with its idea in a sentence and its source. */
import { useId } from "react";
import type { LabModel } from "../../domain/lab.ts";
import { modelsFor } from "../../store/lab-fitting.ts";
import { isBusy } from "../../store/lab-state.ts";
import { Section } from "../parts/section.tsx";
import { useLab, useLabActions } from "./lab-context.tsx";
import css from "./models-section.module.css";
import { Stop } from "./tour.tsx";
import { useLabWords } from "./use-lab-words.ts";

export function ModelsSection() {
  const { l } = useLabWords();
  const data = useLab((state) => state.data);
  const setup = useLab((state) => state.setup);
  if (data === null) return null;
  const models = modelsFor(data, setup.protocol);
  return (
    <Stop name="models">
      <Section title={l("models.title")} note={l("models.note")}>
        <ul className={css.models}>
          {models.map((model) => (
            <Model key={model.name} model={model} />
          ))}
        </ul>
      </Section>
    </Stop>
  );
}

function Model({ model }: { readonly model: LabModel }) {
  const { l, format, modelName, modelIdea } = useLabWords();
  const { change } = useLabActions();
  const models = useLab((state) => state.setup.models);
  const busy = useLab((state) => isBusy(state.run));
  const id = useId();
  const { name, title, source, lacks } = model;
  const idea = modelIdea(name);
  const missing = lacks.map((need) => l(`models.need.${need}`));
  return (
    <li className={css.model} data-lacks={lacks.length > 0 || undefined}>
      <input
        id={id}
        type="checkbox"
        checked={models.includes(name)}
        disabled={busy || lacks.length > 0}
        aria-describedby={`${id}-about`}
        onChange={(event) => {
          const others = models.filter((each) => each !== name);
          change({ models: event.target.checked ? [...others, name] : others });
        }}
      />
      <div>
        <label htmlFor={id}>{modelName(name, title)}</label>
        <p id={`${id}-about`}>
          {missing.length > 0 ? (
            <span>{l("models.lacks", { list: format.list(missing) })} </span>
          ) : null}
          {idea === "" ? null : `${idea} `}
          <small>{source}</small>
        </p>
      </div>
    </li>
  );
}
