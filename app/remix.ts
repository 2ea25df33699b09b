/** All that the site takes from its framework, in one place: a move to another one begins and ends here. */
export type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
export {
  Form,
  Link,
  Links,
  Meta,
  NavLink,
  Outlet,
  redirect,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useActionData,
  useLoaderData,
  useLocation,
  useNavigate,
  useNavigation,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
  useSearchParams,
  useSubmit,
} from "@remix-run/react";
