import { handle } from "#app/http/handle.server.ts";
import { readForm } from "#app/http/read-body.server.ts";
import { safePath } from "#app/http/safe-path.ts";
import { redirect, type ActionFunctionArgs } from "#app/remix.ts";

const yearSeconds = 31_536_000;

export async function action({ request }: ActionFunctionArgs) {
  return handle(request, async () => {
    const form = await readForm(request);
    const scheme = form.get("scheme") === "dark" ? "dark" : "light";
    const cookie = `scheme=${scheme}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(yearSeconds)}`;
    return redirect(safePath(form.get("next"), "/"), { headers: { "Set-Cookie": cookie } });
  });
}
