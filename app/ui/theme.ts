import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const laurier: MantineColorsTuple = [
  "#E6F1EA",
  "#CFE3D7",
  "#B4D6C3",
  "#93C2A8",
  "#6CAB89",
  "#4A946E",
  "#2F7D57",
  "#1F6747",
  "#15543A",
  "#0D3F2B",
];
const ocre: MantineColorsTuple = [
  "#FBF2DC",
  "#F3E2B8",
  "#E7C076",
  "#D6A548",
  "#B98B2E",
  "#A87510",
  "#946608",
  "#7A4F00",
  "#5F3E00",
  "#432C00",
];
const brique: MantineColorsTuple = [
  "#FBECE9",
  "#F6D5CF",
  "#F2A79C",
  "#E38377",
  "#CF6659",
  "#C4483B",
  "#B3392D",
  "#A12B20",
  "#842017",
  "#5E150F",
];
const hemateine: MantineColorsTuple = [
  "#EEEDF8",
  "#DAD8F0",
  "#BDB8EE",
  "#A39DE0",
  "#8A83D6",
  "#7A73C2",
  "#5F57A8",
  "#463F8F",
  "#373173",
  "#262154",
];
const gray: MantineColorsTuple = [
  "#FAFBFA",
  "#F0F4F1",
  "#E3E9E5",
  "#D3DBD6",
  "#B9C4BD",
  "#7A8880",
  "#5C6962",
  "#435049",
  "#28352E",
  "#16211B",
];
const dark: MantineColorsTuple = [
  "#E8EDEA",
  "#BCC6C0",
  "#98A59E",
  "#74827A",
  "#323D37",
  "#1E2722",
  "#18201C",
  "#121815",
  "#0F1412",
  "#0A0E0C",
];

// What stands in while the fonts arrive has their widths and heights: fallback-fonts.css.
const serif =
  '"Palmares Quotes", Spectral, "Like Spectral", "Like Spectral 2", "Like Spectral 3", Georgia, serif';
const sans = '"Source Sans 3 Variable", "Like Source Sans", system-ui, sans-serif';
const mono = '"Source Code Pro Variable", ui-monospace, monospace';

/** Mantine picks the text of filled buttons from the light scheme in both; ours depends on the scheme. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === "filled" ? { ...colors, color: "var(--palmares-on-accent)" } : colors;
};

export const theme = createTheme({
  colors: { laurier, ocre, brique, hemateine, gray, dark },
  primaryColor: "laurier",
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  black: "#16211B",
  defaultRadius: 3,
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: serif, fontWeight: "500" },
  fontSizes: { xs: "0.8125rem", sm: "0.9375rem", md: "1rem", lg: "1.0625rem", xl: "1.1875rem" },
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: "md" } },
    TextInput: {
      defaultProps: { size: "md", inputWrapperOrder: ["label", "description", "input", "error"] },
    },
    PasswordInput: {
      defaultProps: { size: "md", inputWrapperOrder: ["label", "description", "input", "error"] },
    },
  },
});

/** Colours that Mantine has no name for; every component uses these variables and never a colour of its own. */
export const variablesOfScheme = {
  light: {
    "--palmares-page": "#FAFBFA",
    "--palmares-surface": "#FFFFFF",
    "--palmares-sunken": "#F0F4F1",
    "--palmares-ink": "#16211B",
    "--palmares-ink-2": "#435049",
    "--palmares-ink-3": "#5C6962",
    "--palmares-hairline": "#D3DBD6",
    "--palmares-control": "#7A8880",
    "--palmares-rule": "#16211B",
    "--palmares-accent": "#1F6747",
    "--palmares-accent-hover": "#15543A",
    "--palmares-on-accent": "#FFFFFF",
    "--palmares-link": "#1A5E40",
    "--palmares-tint": "#E6F1EA",
    "--palmares-selection": "#CFE3D7",
    "--palmares-ocre": "#7A4F00",
    "--palmares-ocre-ground": "#FBF2DC",
    "--palmares-ocre-line": "#A87510",
    "--palmares-brique": "#A12B20",
    "--palmares-brique-ground": "#FBECE9",
    "--palmares-brique-line": "#C4483B",
    "--palmares-hemateine": "#463F8F",
    "--palmares-hemateine-ground": "#EEEDF8",
    "--palmares-hemateine-line": "#7A73C2",
    "--palmares-mark": "#55635B",
    "--palmares-focus": "#463F8F",
  },
  dark: {
    "--palmares-page": "#121815",
    "--palmares-surface": "#18201C",
    "--palmares-sunken": "#1E2722",
    "--palmares-ink": "#E8EDEA",
    "--palmares-ink-2": "#BCC6C0",
    "--palmares-ink-3": "#98A59E",
    "--palmares-hairline": "#323D37",
    "--palmares-control": "#74827A",
    "--palmares-rule": "#C9D2CD",
    "--palmares-accent": "#93C2A8",
    "--palmares-accent-hover": "#B4D6C3",
    "--palmares-on-accent": "#0F1914",
    "--palmares-link": "#9CCBB1",
    "--palmares-tint": "#1C3025",
    "--palmares-selection": "#274434",
    "--palmares-ocre": "#E7C076",
    "--palmares-ocre-ground": "#2B2412",
    "--palmares-ocre-line": "#B98B2E",
    "--palmares-brique": "#F2A79C",
    "--palmares-brique-ground": "#321C19",
    "--palmares-brique-line": "#CF6659",
    "--palmares-hemateine": "#BDB8EE",
    "--palmares-hemateine-ground": "#24223B",
    "--palmares-hemateine-line": "#8A83D6",
    "--palmares-mark": "#A9B5AE",
    "--palmares-focus": "#BDB8EE",
  },
} as const;

const mantineVariables = {
  "--mantine-color-body": "var(--palmares-page)",
  "--mantine-color-text": "var(--palmares-ink)",
  "--mantine-color-dimmed": "var(--palmares-ink-3)",
  "--mantine-color-placeholder": "var(--palmares-ink-3)",
  "--mantine-color-anchor": "var(--palmares-link)",
  "--mantine-color-error": "var(--palmares-brique)",
  "--mantine-color-default": "var(--palmares-surface)",
  "--mantine-color-default-border": "var(--palmares-control)",
  "--mantine-color-default-color": "var(--palmares-ink)",
  "--mantine-color-default-hover": "var(--palmares-sunken)",
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...variablesOfScheme.light, ...mantineVariables },
  dark: { ...variablesOfScheme.dark, ...mantineVariables },
});
