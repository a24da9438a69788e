/** A labelled switch. */
import { Switch } from "@base-ui/react/switch";
import { useId } from "react";
import css from "./toggle.module.css";

interface ToggleProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Toggle({ label, hint, checked, onChange }: ToggleProps) {
  const id = useId();
  const hintId = useId();
  return (
    <div className={css.toggle}>
      <div>
        <label htmlFor={id} className={css.label}>
          {label}
        </label>
        {hint ? (
          <p className={css.hint} id={hintId}>
            {hint}
          </p>
        ) : null}
      </div>
      <Switch.Root
        id={id}
        className={css.switch}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={hint ? hintId : undefined}
      >
        <Switch.Thumb className={css.thumb} />
      </Switch.Root>
    </div>
  );
}
