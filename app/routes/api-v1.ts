import { answerApi } from "#app/api/answer.server.ts";
import { networkAddress } from "#app/http/network-address.server.ts";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  return answerApi(request, networkAddress(context));
}

export async function action({ request, context }: ActionFunctionArgs) {
  return answerApi(request, networkAddress(context));
}
