/** Play button and waveform of a sound; lies on the cover or stands in a dialog. */
import { Pause, Play, VolumeX } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Item, Sound } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import { heard, toggle, useFailed, usePlaying } from "./player.ts";
import css from "./sound-bar.module.css";
import { thin } from "./thin.ts";

interface SoundBarProps {
  readonly item: Item;
  readonly sound: Sound;
}

export function SoundBar({ item, sound }: SoundBarProps) {
  const { t, format } = useWords();
  const playing = usePlaying(item.id);
  const failed = useFailed(item.id);
  const label = t(playing ? "sound.pause" : "sound.play", {
    title: item.title,
  });
  return (
    <div className={css.bar} data-playing={playing || undefined}>
      <button
        type="button"
        className={css.button}
        aria-label={label}
        data-action="play"
        onClick={() => void toggle(item)}
      >
        {failed ? <VolumeX /> : playing ? <Pause /> : <Play />}
      </button>
      {failed ? (
        <span className={css.failed} role="alert">
          {t("sound.failed")}
        </span>
      ) : (
        <Waveform peaks={sound.peaks} playing={playing} />
      )}
      <span className={css.length}>
        {t("item.length", { seconds: format.number(sound.seconds, 1) })}
      </span>
    </div>
  );
}

function Waveform({
  peaks,
  playing,
}: {
  readonly peaks: readonly number[];
  readonly playing: boolean;
}) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!playing) return undefined;
    const element = box.current;
    let frame = 0;
    const draw = (): void => {
      element?.style.setProperty("--heard", `${String(heard() * 100)}%`);
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      element?.style.removeProperty("--heard");
    };
  }, [playing]);
  return (
    <span className={css.wave} ref={box} aria-hidden>
      <Bars peaks={peaks} />
      <span className={css.heard}>
        <Bars peaks={peaks} />
      </span>
    </span>
  );
}

/** More bars than this run together on a card. */
const BARS = 24;

function Bars({ peaks: all }: { readonly peaks: readonly number[] }) {
  const peaks = thin(all, BARS);
  return (
    <svg
      viewBox={`0 0 ${String(peaks.length * 3)} 24`}
      preserveAspectRatio="none"
    >
      {peaks.map((peak, i) => {
        const height = Math.max(1.6, peak * 24);
        return (
          <rect
            key={i}
            x={i * 3}
            y={12 - height / 2}
            width={1.8}
            height={height}
            rx={0.9}
          />
        );
      })}
    </svg>
  );
}
