/** The page's one text button: `solid` for the main act, `quiet` for the rest, `danger` for what deletes. */
import type { ComponentProps, ReactNode } from "react";
import css from "./button.module.css";

export type ButtonTone = "solid" | "quiet" | "plain" | "danger" | "accent";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: ButtonTone;
  readonly icon?: ReactNode;
  readonly busy?: boolean;
}

export function Button({
  tone = "quiet",
  icon,
  busy = false,
  children,
  className = "",
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${css.button} ${css[tone]} ${className}`}
      aria-busy={busy || undefined}
      disabled={rest.disabled ?? busy}
    >
      {icon}
      {children}
    </button>
  );
}
