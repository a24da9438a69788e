/** Every version that is kept, newest first: named in place, compared two at a time, gone back to, deleted. */
import { Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Version, VersionId } from "../../domain/version.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { useSay } from "../shell/use-say.ts";
import { useActions } from "../store-context.tsx";
import { Compare } from "./compare.tsx";
import { goBack } from "./use-forget.ts";
import css from "./versions.module.css";

export function Versions({
  versions,
}: {
  readonly versions: readonly Version[];
}) {
  const { t } = useWords();
  const [picked, setPicked] = useState<readonly VersionId[]>([]);
  const compared = versions.filter(({ id }) => picked.includes(id));
  const [earlier, later] = compared;
  return (
    <div className={css.versions}>
      <ol className={css.list} aria-label={t("model.versions")}>
        {versions.toReversed().map((version) => (
          <Row
            key={version.id}
            version={version}
            picked={picked.includes(version.id)}
            onPick={(on) => {
              const rest = picked.filter((id) => id !== version.id);
              // Of three the one that was picked first goes.
              setPicked(on ? [...rest, version.id].slice(-2) : rest);
            }}
          />
        ))}
      </ol>
      {earlier && later ? (
        <Compare earlier={earlier} later={later} />
      ) : (
        <p className={css.hint}>{t("model.compareHow")}</p>
      )}
    </div>
  );
}

interface RowProps {
  readonly version: Version;
  readonly picked: boolean;
  readonly onPick: (on: boolean) => void;
}

function Row({ version, picked, onPick }: RowProps) {
  const { t, format } = useWords();
  const { at, report } = version;
  const { heldOut } = report;
  const name = version.name || `${format.day(at)}, ${format.clock(at)}`;
  return (
    <li className={css.row}>
      <label className={css.pick}>
        <input
          type="checkbox"
          checked={picked}
          aria-label={t("model.comparePick", { name })}
          onChange={(event) => {
            onPick(event.target.checked);
          }}
        />
      </label>
      <div className={css.words}>
        <Name version={version} />
        <p className={css.facts}>
          <time dateTime={new Date(at).toISOString()}>
            {format.day(at)}, {format.clock(at)}
          </time>
          {" · "}
          {t("model.likes", { count: report.likes })}
          {" · "}
          {heldOut.metric} {format.number(heldOut.base, 3)} →{" "}
          {format.number(heldOut.tuned, 3)}
          {" · "}
          {t(report.kept ? "model.kept" : "model.rolledBack")}
        </p>
      </div>
      <Acts version={version} name={name} />
    </li>
  );
}

/** Kept when the field is left or Enter is pressed. */
function Name({ version }: { readonly version: Version }) {
  const { t } = useWords();
  const say = useSay();
  const { nameVersion } = useActions();
  const [name, setName] = useState(version.name);
  const keep = (): void => {
    if (name.trim() === version.name) return;
    nameVersion(version.id, name).catch((error: unknown) => {
      say.error(error);
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <input
        className={css.name}
        aria-label={t("model.name")}
        placeholder={t("model.noName")}
        maxLength={60}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
        onBlur={keep}
      />
    </form>
  );
}

function Acts({
  version,
  name,
}: {
  readonly version: Version;
  readonly name: string;
}) {
  const { t } = useWords();
  const say = useSay();
  const { rollBack, deleteVersion } = useActions();
  const [busy, setBusy] = useState(false);
  const act = (
    work: () => Promise<() => Promise<void>>,
    sentence: string,
    undone: string,
  ): void => {
    setBusy(true);
    work()
      .then(
        (back) => {
          say.done(sentence, {
            label: t("rate.undo"),
            act: () => {
              goBack(say, back, undone);
            },
          });
        },
        (error: unknown) => {
          say.error(error);
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <div className={css.acts}>
      <Button
        icon={<Undo2 />}
        busy={busy}
        aria-label={t("model.rollBackName", { name })}
        onClick={() => {
          act(
            () => rollBack(version.id),
            t("model.rolledBackTo", { name }),
            t("model.rollBackUndone"),
          );
        }}
      >
        {t("model.rollBack")}
      </Button>
      <IconButton
        icon={<Trash2 />}
        label={t("model.deleteName", { name })}
        tip={t("model.delete")}
        onClick={() => {
          act(
            () => deleteVersion(version.id),
            t("model.deleted", { name }),
            t("model.deleteUndone"),
          );
        }}
      />
    </div>
  );
}
