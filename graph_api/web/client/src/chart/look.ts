// Colours and type of charts: those of the page. Series differ by pattern too (decals), so colour is never alone.
import type { EChartsCoreOption } from "echarts/core";
import { isStill, lines, token } from "../page";

/** In the order of the series; each reaches 3:1 on white. */
const COLOURS = ["#154f86", "#b5640f", "#1b7f6b", "#7a3fa8", "#8c1d18", "#5a6672", "#2f7fb8", "#7a6a00"];
const MOVEMENT_MS = 250;
const LINE = 52; // characters of a line in what is shown at the pointer
const LINES = 6;
const NAME = 40; // characters of a series' name in the legend
const LETTER = 7.2; // pixels, about
const LEGEND_ROW = 24;

/** Colour of lines and of text on axes. */
export function ink(): { text: string; soft: string; line: string; family: string } {
  return {
    text: token("--grey-700"),
    soft: token("--grey-500"),
    line: token("--grey-200"),
    family: token("--basis-text-font-family-default"),
  };
}

function cut(name: string): string {
  return name.length > NAME ? `${name.slice(0, NAME)} …` : name;
}

/** Pixels that the legend of these series takes; there is none for one. */
export function legendHeight(series: readonly string[], width: number): number {
  if (series.length < 2) return 0;
  let rows = 1;
  let taken = 0;
  for (const name of series) {
    const needed = cut(name).length * LETTER + 42;
    if (taken > 0 && taken + needed > width) {
      rows += 1;
      taken = 0;
    }
    taken += needed;
  }
  return rows * LEGEND_ROW;
}

/** What all charts have in common. */
export function common(description: string, series: number): EChartsCoreOption {
  const { text, family } = ink();
  return {
    color: COLOURS,
    textStyle: { fontFamily: family, fontSize: 14, color: text },
    animation: !isStill(),
    animationDuration: MOVEMENT_MS,
    animationDurationUpdate: MOVEMENT_MS,
    aria: { enabled: true, label: { description }, decal: { show: series > 1 } },
    legend: { show: series > 1, top: 0, left: 0, itemGap: 18, itemWidth: 15, itemHeight: 14, formatter: cut, textStyle: { color: text, fontSize: 14 } },
  };
}

/** What is shown at the pointer is drawn, not written into the page: the policy forbids styles of its own there. */
export const tip = { renderMode: "richText", confine: true, textStyle: { fontSize: 14 } } as const;

/** Text that may be shown at the pointer: in lines, and without braces, which mean something to what draws it. */
export function shown(text: string): string {
  return lines(text.replaceAll("{", "(").replaceAll("}", ")"), LINE, LINES);
}
