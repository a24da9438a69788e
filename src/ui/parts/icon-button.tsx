/** A round button with an icon, its name for everybody: as label, and as a tip on hover or focus. */
import type { ComponentProps, ReactNode } from "react";
import css from "./icon-button.module.css";

interface IconButtonProps extends ComponentProps<"button"> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly tint?: "like" | "plain";
}

export function IconButton({
  label,
  icon,
  tint = "plain",
  className = "",
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      data-tip={label}
      className={`${css.button} ${css[tint]} ${className}`}
    >
      {icon}
    </button>
  );
}
