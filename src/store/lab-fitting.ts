/** Makes a set-up fit the data: a split that it allows and models that can run on it. Pure. */
import type {
  LabData,
  LabModel,
  LabProtocol,
  LabSetup,
} from "../domain/lab.ts";

/** What a first look should hold: something plain, something strong, something that learns while one watches. */
const FIRST_LOOK = ["popularity", "item-knn", "light-gcn", "transe"];
const FIRST_MODELS = 3;

export function fitting(setup: LabSetup, data: LabData): LabSetup {
  const { protocols } = data;
  const kept = protocols.find((each) => each === setup.protocol);
  const protocol = kept ?? protocols[0] ?? null;
  const able = modelsFor(data, protocol).filter(
    ({ lacks }) => lacks.length === 0,
  );
  const names = able.map(({ name }) => name);
  const wanted = setup.models.filter((name) => names.includes(name));
  const first = FIRST_LOOK.filter((name) => names.includes(name));
  const usual = [...new Set([...first, ...names])].slice(0, FIRST_MODELS);
  return {
    ...setup,
    protocol,
    models: wanted.length > 0 ? wanted : usual,
  };
}

/** Models of the protocol's task, in the order of the table. */
export function modelsFor(
  { models }: LabData,
  protocol: LabProtocol | null,
): readonly LabModel[] {
  const task = protocol === "links" ? "links" : "items";
  return models.filter((model) => model.task === task);
}
