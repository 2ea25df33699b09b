import { z } from "zod";
import { writtenText } from "#app/i18n/written-text.ts";

const whole = z.coerce.number().int().min(1).max(1_000_000);

/** What the address of a board says; what makes no sense is left out. */
export const boardQuery = z.object({
  page: whole.catch(1),
  search: writtenText().max(100).catch(""),
  phase: whole.nullable().catch(null),
  day: z.iso.date().nullable().catch(null),
});

/** Reads the address of a board. */
export function readBoardQuery(address: string): z.output<typeof boardQuery> {
  const { searchParams } = new URL(address);
  const asked = (name: string) => searchParams.get(name) ?? undefined;
  return boardQuery.parse({
    page: asked("page"),
    search: asked("search"),
    phase: asked("phase") ?? null,
    day: asked("day") ?? null,
  });
}
