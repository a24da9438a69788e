/** One of many, as the platform's own list: long lists scroll, and a phone shows its own wheel. */
import { useId } from "react";
import css from "./pick.module.css";

interface PickProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Pick<T extends string>({
  label,
  value,
  options,
  onChange,
}: PickProps<T>) {
  const id = useId();
  return (
    <div className={css.pick}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find(
            (option) => option.value === event.target.value,
          );
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
