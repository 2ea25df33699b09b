import {
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  type ConvertCSSVariablesInput,
} from "@mantine/core";
import { expect, test } from "vitest";
import { cssVariablesResolver, theme } from "#app/ui/theme.ts";

type Variables = Record<string, string>;

/** Those that Mantine's own stylesheet does not set already. */
function unlike(defaults: Variables, variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name, value]) => defaults[name] !== value));
}

test("the stylesheet of variables is what the theme says; `vitest -u` writes it anew", async () => {
  const full = mergeMantineTheme(DEFAULT_THEME, theme);
  const ours: ConvertCSSVariablesInput = deepMerge(
    defaultCssVariablesResolver(full),
    cssVariablesResolver(full),
  );
  const defaults = defaultCssVariablesResolver(DEFAULT_THEME);
  const css = convertCssVariables(
    {
      variables: unlike(defaults.variables, ours.variables),
      light: unlike(defaults.light, ours.light),
      dark: unlike(defaults.dark, ours.dark),
    },
    ":root",
  );

  await expect(css.replace(/([{;}])/g, "$1\n")).toMatchFileSnapshot("../../../app/ui/theme-variables.css");
});
