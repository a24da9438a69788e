/** The mark: the arch of a palate, and a morsel under it. */
import css from "./mark.module.css";

export function Mark() {
  return (
    <svg className={css.mark} viewBox="0 0 64 64" aria-hidden>
      <path d="M8 40a24 24 0 0 1 48 0H45a13 13 0 0 0-26 0z" />
      <circle cx="32" cy="49" r="8" />
    </svg>
  );
}
