import type { FaultList, FaultPlace } from "./faults.ts";
import { readNumber } from "./formats/number.ts";
import { messages } from "./messages.ts";

/** The number in a prediction cell; null after reporting why it is none. */
export function readCell(text: string, place: FaultPlace, faults: FaultList): number | null {
  const reading = readNumber(text);
  if ("value" in reading) return reading.value;
  faults.add(reading.fault, reading.fault === "not_finite" ? messages.notFinite() : notANumber(text), place);
  return null;
}

/** Whether a value lies where predictions must lie, reporting it when it does not. */
export function isInRange(
  value: number,
  range: readonly [number, number] | null,
  place: FaultPlace,
  faults: FaultList,
): boolean {
  if (range === null || (value >= range[0] && value <= range[1])) return true;
  faults.add("out_of_range", messages.outOfRange(...range), place);
  return false;
}

function notANumber(text: string) {
  if (text === "") return messages.emptyCell();
  if (/^[+-]?[0-9]*,[0-9]+$/.test(text)) return messages.decimalComma(text.replace(",", "."));
  return messages.notANumber();
}
