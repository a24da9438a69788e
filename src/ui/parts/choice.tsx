/** One of a few, side by side: a set of radio buttons that looks like a segmented control. */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import css from "./choice.module.css";

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
}: ChoiceProps<T>) {
  const name = useId();
  return (
    <div className={css.choice}>
      <span id={name} className={hideLabel ? "visually-hidden" : css.label}>
        {label}
      </span>
      <RadioGroup
        className={css.group}
        aria-labelledby={name}
        value={value}
        onValueChange={onChange}
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            className={css.option}
          >
            {option.label}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  );
}
