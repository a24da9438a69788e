/** A value that must last before it is shown, so that short work does not flicker on the screen. */
import { useEffect, useState } from "react";

/** `value` once it has held for `wait` milliseconds; until then what was shown before. */
export function useLasting<T>(value: T, wait: number): T {
  const [lasting, setLasting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLasting(() => value);
    }, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [value, wait]);
  return lasting;
}
