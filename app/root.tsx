import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/PasswordInput.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Flex.css";
import "@fontsource/spectral/latin-400-italic.css";
import "@fontsource/spectral/latin-500.css";
import "@fontsource/spectral/latin-600.css";
import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-code-pro/index.css";
import "./ui/fallback-fonts.css";
import "./ui/theme-variables.css";
import "./ui/base.css";
import { ColorSchemeScript, MantineProvider, mantineHtmlProps } from "@mantine/core";
import type { ReactNode } from "react";
import { handle } from "./http/handle.server.ts";
import { ErrorPage } from "./ui/error-page.tsx";
import { isLocale } from "./i18n/locale.ts";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteLoaderData,
  type LoaderFunctionArgs,
} from "./remix.ts";
import { useNonce } from "./ui/nonce.ts";
import { Shell } from "./ui/shell.tsx";
import { theme } from "./ui/theme.ts";
import { schemeOf } from "./http/color-scheme.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return handle(request, async (actor) =>
    Promise.resolve({
      scheme: schemeOf(request.headers.get("Cookie")),
      personName: actor.kind === "person" ? actor.displayName : null,
    }),
  );
}

/** What search engines show below the title. */
const descriptions = {
  en: "Data challenges and calls for projects on health data: clear rules, honest rankings, published results.",
  fr: "Défis de données et appels à projets en santé\u00a0: des règles claires, des classements honnêtes, des résultats publiés.",
};

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const root = useRouteLoaderData<typeof loader>("root");
  const { pathname } = useLocation();
  const [, first] = pathname.split("/");
  const locale = isLocale(first) ? first : "fr";
  const scheme = root?.scheme ?? null;
  const withNonce = nonce === undefined ? {} : { nonce };
  const marked = scheme === null ? {} : { "data-mantine-color-scheme": scheme };
  return (
    <html lang={locale} {...mantineHtmlProps} {...marked}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={descriptions[locale]} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
        <ColorSchemeScript
          nonce={nonce}
          suppressHydrationWarning
          defaultColorScheme={scheme ?? "auto"}
          localStorageKey="none"
        />
      </head>
      <body>
        <MantineProvider
          theme={theme}
          // The variables are in a stylesheet of their own, and nobody uses the classes by width or by component.
          withCssVariables={false}
          withGlobalClasses={false}
          withStaticClasses={false}
          defaultColorScheme={scheme ?? "auto"}
          {...(scheme !== null && { forceColorScheme: scheme })}
          {...(nonce !== undefined && { getStyleNonce: () => nonce })}
        >
          <Shell personName={root?.personName ?? null} scheme={scheme}>
            {children}
          </Shell>
        </MantineProvider>
        <ScrollRestoration {...withNonce} />
        <Scripts {...withNonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
