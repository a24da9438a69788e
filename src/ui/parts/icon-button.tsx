/** A round button with an icon, its name for everybody: as label, and as a tip on hover or focus. */
import type { ComponentProps, ReactNode } from "react";
import css from "./icon-button.module.css";

interface IconButtonProps extends ComponentProps<"button"> {
  readonly label: string;
  readonly icon: ReactNode;
  /** A shorter tip where the name also says of what. */
  readonly tip?: string;
  readonly tint?: "like" | "plain";
}

export function IconButton({
  label,
  icon,
  tip = label,
  tint = "plain",
  className = "",
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      data-tip={tip}
      className={`${css.button} ${css[tint]} ${className}`}
    >
      {icon}
    </button>
  );
}
