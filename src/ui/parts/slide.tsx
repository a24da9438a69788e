/** A labelled slider whose value is also said in words. */
import { Slider } from "@base-ui/react/slider";
import css from "./slide.module.css";

interface SlideProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, for the eye and for assistive technology. */
  readonly words: string;
  readonly onChange: (value: number) => void;
}

export function Slide(props: SlideProps) {
  const { label, hint, value, min, max, step, words, onChange } = props;
  return (
    <Slider.Root
      className={css.slide}
      value={value}
      min={min}
      max={max}
      step={step}
      onValueChange={onChange}
    >
      <Slider.Label className={css.label}>{label}</Slider.Label>
      <span className={css.words}>{words}</span>
      <Slider.Control className={css.control}>
        <Slider.Track className={css.track} data-centred={min < 0 || undefined}>
          <Slider.Indicator className={css.indicator} />
          <Slider.Thumb className={css.thumb} getAriaValueText={() => words} />
        </Slider.Track>
      </Slider.Control>
      {hint ? <p className={css.hint}>{hint}</p> : null}
    </Slider.Root>
  );
}
