import { z } from "zod";
import { handle } from "#app/http/handle.server.ts";
import { readFieldsOfAnybody } from "#app/http/read-body.server.ts";
import { safePath } from "#app/http/safe-path.ts";
import { redirect, type ActionFunctionArgs } from "#app/remix.ts";

const yearSeconds = 31_536_000;

const appearanceForm = z.object({
  scheme: z.enum(["light", "dark"]).catch("light"),
  next: z.string().catch("/"),
});

export async function action({ request }: ActionFunctionArgs) {
  return handle(request, async () => {
    const { scheme, next } = await readFieldsOfAnybody(request, appearanceForm);
    const cookie = `scheme=${scheme}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(yearSeconds)}`;
    return redirect(safePath(next, "/"), { headers: { "Set-Cookie": cookie } });
  });
}
