import { safePath } from "#app/http/safe-path.ts";
import { redirect, type ActionFunctionArgs } from "#app/remix.ts";

const yearSeconds = 31_536_000;

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const scheme = form.get("scheme") === "dark" ? "dark" : "light";
  const cookie = `scheme=${scheme}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(yearSeconds)}`;
  return redirect(safePath(form.get("next"), "/"), { headers: { "Set-Cookie": cookie } });
}
