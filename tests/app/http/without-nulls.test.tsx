import { text } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { withoutNulls } from "#app/http/without-nulls.ts";

/** Renders paragraphs of several pieces each, so that letters of two bytes meet the end of every buffer. */
async function rendered(words: string): Promise<string> {
  const paragraphs = Array.from({ length: 300 }, (_, index) => <p key={index}>{words.slice(index % 7)}</p>);
  const body = withoutNulls();
  const { pipe } = renderToPipeableStream(<main>{paragraphs}</main>, {
    onAllReady: () => {
      pipe(body);
    },
  });
  return text(body);
}

test("a French page holds every letter and no NUL, wherever the renderer's buffers end", async () => {
  const words = "dépôts éé ôôô".repeat(9);

  const page = await rendered(words);

  expect(page).not.toContain("\0");
  expect(page.match(/<p>[^<]*<\/p>/g)?.map((paragraph) => paragraph.slice(3, -4))).toEqual(
    Array.from({ length: 300 }, (_, index) => words.slice(index % 7)),
  );
});
