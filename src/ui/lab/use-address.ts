/** Keeps the set-up in the address while the Lab is on screen, so that the address can be shared at any moment. */
import { useEffect } from "react";
import { EXAMPLE, toQuery, withoutLab } from "../../store/lab-address.ts";
import { useLab } from "./lab-context.tsx";

export function useAddress(): void {
  const setup = useLab((state) => state.setup);
  const data = useLab((state) => state.data);
  useEffect(() => {
    // Before there is data the address keeps what somebody shared.
    if (data === null) return;
    const name = data.simulated ? EXAMPLE : data.name;
    write(toQuery(location.search, { setup, data: name }));
  }, [setup, data]);
  useEffect(
    () => () => {
      write(withoutLab(location.search));
    },
    [],
  );
}

function write(query: string): void {
  const { pathname, hash } = location;
  const address = `${pathname}${query === "" ? "" : `?${query}`}${hash}`;
  history.replaceState(history.state, "", address);
}
